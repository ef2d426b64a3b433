/** The configuration file once it has been read and found sound; names as in the file. */
import type { ClientMetadata } from '@gatehouse/client-rules';
import type { AccessTokenFormat, ApiScope, ClientRecord, ResponseMode, SigningAlgorithm } from '@gatehouse/protocol';

export interface ConfiguredApi {
  readonly identifier: string;
  readonly name: string;
  readonly access_token_format: AccessTokenFormat;
  /** Seconds. */
  readonly access_token_lifetime: number;
  /** Left out, it stays as it is; ES256 for a new API. */
  readonly access_token_signing_alg?: SigningAlgorithm;
  readonly scopes: readonly ApiScope[];
  /** Left out, the API stays as it is. */
  readonly disabled?: boolean;
}

export type ConfiguredClient = ClientMetadata & {
  readonly client_id: string;
  /** Left out, every response mode. */
  readonly response_modes?: readonly ResponseMode[];
  /** `issuer` accepts only our issuer as the audience of the client's assertions. Default `any`. */
  readonly assertion_audience?: ClientRecord['assertionAudience'];
  /** Identifiers of APIs whose access tokens this client may introspect. */
  readonly introspects?: readonly string[];
  /** Left out, the client stays as it is: a file must not bring back what was disabled in an emergency. */
  readonly disabled?: boolean;
  /** The stored secrets stay, because the variable is not set; a fault where there is no such client yet. */
  readonly missing_secret?: ConfigurationFinding;
};

export interface ConfiguredUser {
  readonly username: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly password?: string;
  readonly roles: readonly string[];
  readonly claims: Readonly<Record<string, unknown>>;
  /** Left out, the account stays as it is. */
  readonly disabled?: boolean;
  /** The stored password stays, because the variable is not set; a fault where there is no such user yet. */
  readonly missing_password?: ConfigurationFinding;
}

export interface Configuration {
  readonly apis: readonly ConfiguredApi[];
  readonly clients: readonly ConfiguredClient[];
  readonly users: readonly ConfiguredUser[];
}

/** A rule that the file breaks, with its place. `line` and `column` count from 1. */
export interface ConfigurationFinding {
  readonly rule: string;
  readonly level: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where in the document: `clients[0].redirect_uris[1]`. */
  readonly path: string;
  readonly message: string;
  readonly fix?: string;
}

/** The file cannot be applied; `findings` holds every error, not just the first. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  constructor(readonly findings: readonly ConfigurationFinding[]) {
    super(findings.map(formatFinding).join('\n'));
  }
}

/** One line for a terminal or a log: `gatehouse.yaml:12:5 R03 clients[0].redirect_uris[0]: … Fix: …`. */
export function formatFinding(finding: ConfigurationFinding): string {
  const { file, line, column, rule, path, message, fix } = finding;
  return `${file}:${line}:${column} ${rule} ${path === '' ? '' : `${path}: `}${message}${fix === undefined ? '' : ` ${fix}`}`;
}
