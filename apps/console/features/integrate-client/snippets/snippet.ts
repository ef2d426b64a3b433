/** What a snippet is, and how values are written in the languages that snippets have. */
import type { IntegrationFacts } from '../integration-facts';

export interface SnippetFile {
  /** Where it goes, or what it is. */
  readonly name: string;
  readonly code: string;
}

export interface Snippet {
  readonly id: string;
  readonly name: string;
  /** Which clients it is for. */
  readonly fits: (facts: IntegrationFacts) => boolean;
  /** What to install first, and what else to know. */
  readonly before: (facts: IntegrationFacts) => string;
  readonly files: (facts: IntegrationFacts) => readonly SnippetFile[];
}

/** A string for JavaScript, JSON, YAML, Python, Go, Java and C#, all of which read JSON's escapes. */
export const quoted = (text: string): string => JSON.stringify(text);

/** A word for a POSIX shell. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export const isServer = ({ kind, method, signsIn }: IntegrationFacts): boolean =>
  kind === 'web' && method !== 'none' && signsIn;
export const isMachine = ({ signsIn }: IntegrationFacts): boolean => !signsIn;
/** Has a server side, or is one. */
export const runsOnServer = (facts: IntegrationFacts): boolean => isServer(facts) || isMachine(facts);

export const isPlainHttp = ({ issuer }: IntegrationFacts): boolean => issuer.startsWith('http:');

/** Lines that depend on something; empty when it is not so. */
export const when = (condition: boolean, text: string): string => (condition ? text : '');

/** The path of the redirect URI. */
export const pathOf = ({ redirectUri }: IntegrationFacts): string =>
  URL.canParse(redirectUri) ? new URL(redirectUri).pathname : '/callback';

/** Which environment variables have to be there. */
export const environmentOf = ({ method }: IntegrationFacts): string => {
  if (method === 'none') return 'It is a public client: there is no secret.';
  return method === 'private_key_jwt'
    ? 'Set PRIVATE_KEY_FILE to the path of the private key (PEM).'
    : 'Set CLIENT_SECRET to the secret of the client.';
};
