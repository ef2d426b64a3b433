/** Reads `gatehouse.yaml`: every fault is named with file, line and rule before anything is changed. */
import { readIdentifier } from '@gatehouse/identity';
import { OPENID_SCOPES } from '@gatehouse/protocol';
import { BUILT_IN_APIS } from './built-in-apis';
import { ConfigurationError, type Configuration, type ConfigurationFinding } from './configuration';
import { isPlainRecord, MemberReader } from './member-rules';
import { readApi } from './read-api';
import { readClient } from './read-client';
import { readUser } from './read-user';
import { SourceDocument, type DocumentPath, type Environment } from './source-document';

export interface ReadConfigurationOptions {
  /**
   * A `client_secret` or `password` whose variable is not set leaves what is stored as it is, instead of being a fault.
   * Planning still refuses it for a client or user that does not exist yet.
   */
  readonly keepSecrets?: boolean;
}

/**
 * The configuration in `text`, with `${NAME}` from `environment`.
 * @param file name for messages
 * @returns what to apply, and warnings
 * @throws ConfigurationError with every error
 */
export function readConfiguration(
  file: string,
  text: string,
  environment: Environment,
  { keepSecrets = false }: ReadConfigurationOptions = {},
): { readonly configuration: Configuration; readonly warnings: readonly ConfigurationFinding[] } {
  const document = new SourceDocument(file, text, environment, (path) => keepSecrets && isSecret(path));
  const configuration = document.isSound ? readRoot(document) : undefined;
  const errors = document.findings.filter((finding) => finding.level === 'error');
  if (errors.length > 0 || !configuration) throw new ConfigurationError(errors);
  return { configuration, warnings: document.findings };
}

function isSecret([section, , member, ...rest]: DocumentPath): boolean {
  if (rest.length > 0) return false;
  return (section === 'clients' && member === 'client_secret') || (section === 'users' && member === 'password');
}

function readRoot(document: SourceDocument): Configuration {
  if (!isPlainRecord(document.value)) {
    document.report('F04', [], 'The file is empty or not a mapping.', 'Begin with "version: 1".');
    return { apis: [], clients: [], users: [] };
  }
  const root = new MemberReader(document, document.value, []);
  root.only('version', 'apis', 'clients', 'users');
  if (root.record['version'] !== 1) {
    document.report('F04', ['version'], 'The version of this file must be 1.', 'Begin with "version: 1".');
  }
  const apis = root.records('apis').map(readApi);
  const ofApis = [...BUILT_IN_APIS, ...apis].flatMap((api) => api.scopes.map((scope) => scope.name));
  const scopes = new Set<string>([...OPENID_SCOPES, ...ofApis]);
  const clients = root.records('clients').map((reader) => readClient(reader, scopes, apis));
  const users = root.records('users').map(readUser);
  unique(document, 'apis', 'identifier', apis);
  unique(document, 'clients', 'client_id', clients);
  unique(document, 'users', 'username', users, (name) => readIdentifier(name) ?? name);
  unique(document, 'users', 'email', users, (address) => readIdentifier(address) ?? address);
  return { apis, clients, users };
}

/** @param compared the form in which two values are one */
function unique<T>(
  document: SourceDocument,
  section: string,
  member: keyof T & string,
  entries: readonly T[],
  compared: (value: string) => string = (value) => value,
): void {
  const seen = new Set<string>();
  entries.forEach((entry, index) => {
    const value = entry[member];
    if (typeof value !== 'string' || value === '') return;
    if (seen.has(compared(value))) {
      document.report('F11', [section, index, member], `"${value}" stands here twice.`, 'Remove one.');
    }
    seen.add(compared(value));
  });
}
