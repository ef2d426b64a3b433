/** Reads `gatehouse.yaml`: every fault is named with file, line and rule before anything is changed. */
import { checkClientMetadata, type ClientMetadata } from '@gatehouse/client-rules';
import { checkDraft, readIdentifier } from '@gatehouse/identity';
import { ACCESS_TOKEN_FORMATS, isOpenidScope, OPENID_SCOPES, parseScope } from '@gatehouse/protocol';
import { accountDraft } from './account-draft';
import {
  ConfigurationError,
  type Configuration,
  type ConfigurationFinding,
  type ConfiguredApi,
  type ConfiguredClient,
  type ConfiguredUser,
} from './configuration';
import { isPlainRecord, MemberReader } from './member-rules';
import { SourceDocument, type Environment } from './source-document';
import { SUPPORTED_METADATA, UNSUPPORTED_MEMBERS } from './supported-metadata';

/** Shorter secrets can be guessed; `openssl rand -hex 32` makes a good one. */
const MINIMUM_SECRET_LENGTH = 32;

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
): { readonly configuration: Configuration; readonly warnings: readonly ConfigurationFinding[] } {
  const document = new SourceDocument(file, text, environment);
  const configuration = document.isSound ? readRoot(document) : undefined;
  const errors = document.findings.filter((finding) => finding.level === 'error');
  if (errors.length > 0 || !configuration) throw new ConfigurationError(errors);
  return { configuration, warnings: document.findings };
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
  const scopes = new Set<string>([...OPENID_SCOPES, ...apis.flatMap((api) => api.scopes.map((scope) => scope.name))]);
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

function readApi(reader: MemberReader): ConfiguredApi {
  reader.only('identifier', 'name', 'access_token_format', 'access_token_lifetime', 'scopes');
  const identifier = reader.text('identifier', { required: true, maximum: 500 }) ?? '';
  if (identifier !== '' && !isAbsoluteUri(identifier)) {
    const fix = 'Use something like https://api.example.com/orders.';
    reader.document.report(
      'A01',
      reader.at('identifier'),
      'An API identifier is an absolute URI without fragment.',
      fix,
    );
  }
  const scopes = reader.records('scopes').map((scope) => {
    scope.only('name', 'description');
    const name = scope.text('name', { required: true }) ?? '';
    if (name !== '' && parseScope(name)?.length !== 1) {
      scope.document.report(
        'A02',
        scope.at('name'),
        'A scope is one word of printable characters.',
        'Such as orders:read.',
      );
    }
    if (isOpenidScope(name)) {
      scope.document.report('A03', scope.at('name'), `"${name}" belongs to OpenID Connect.`, 'Choose another name.');
    }
    return { name, description: scope.text('description', { maximum: 500 }) ?? '' };
  });
  return {
    identifier,
    name: reader.text('name') ?? identifier,
    access_token_format: reader.oneOf('access_token_format', ACCESS_TOKEN_FORMATS) ?? 'jwt',
    access_token_lifetime: reader.wholeNumber('access_token_lifetime', 30, 86_400) ?? 600,
    scopes,
  };
}

/** RFC 8707 §2: an absolute URI, no fragment. */
function isAbsoluteUri(value: string): boolean {
  return URL.canParse(value) && /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(value) && !value.includes('#');
}

function readClient(
  reader: MemberReader,
  scopes: ReadonlySet<string>,
  apis: readonly ConfiguredApi[],
): ConfiguredClient {
  const { introspects, ...metadata } = reader.record;
  for (const finding of checkClientMetadata(metadata, SUPPORTED_METADATA)) {
    if (finding.level === 'info') continue;
    reader.document.report(finding.rule, reader.at(...finding.path), finding.message, finding.fix, finding.level);
  }
  reader.text('client_id', { required: true });
  const client = metadata as ClientMetadata;
  for (const member of UNSUPPORTED_MEMBERS) {
    const value = metadata[member];
    if (value === undefined || value === false) continue;
    reader.document.report('S04', reader.at(member), `"${member}" is not supported by this version.`, 'Remove it.');
  }
  if (client.subject_type === 'pairwise') {
    reader.document.report('S04', reader.at('subject_type'), 'Pairwise subjects are not supported by this version.');
  }
  if (typeof client.client_secret === 'string' && client.client_secret.length < MINIMUM_SECRET_LENGTH) {
    const fix = 'Make one with: openssl rand -hex 32';
    const message = `A client secret needs at least ${MINIMUM_SECRET_LENGTH} characters.`;
    reader.document.report('S01', reader.at('client_secret'), message, fix);
  }
  for (const word of parseScope(typeof client.scope === 'string' ? client.scope : '') ?? []) {
    if (scopes.has(word)) continue;
    const fix = 'Add it to an API in this file, or correct the spelling.';
    reader.document.report('S02', reader.at('scope'), `No API in this file has the scope "${word}".`, fix, 'warning');
  }
  const known = apis.map((api) => api.identifier);
  const introspected = reader.list('introspects').filter((entry): entry is string => typeof entry === 'string');
  introspected.forEach((identifier, index) => {
    if (known.includes(identifier)) return;
    reader.document.report('S03', reader.at('introspects', index), `No API in this file is called "${identifier}".`);
  });
  return {
    ...client,
    client_id: client.client_id ?? '',
    ...(introspects === undefined ? {} : { introspects: introspected }),
  };
}

function readUser(reader: MemberReader): ConfiguredUser {
  reader.only('username', 'email', 'email_verified', 'password', 'roles', 'claims');
  const claims = reader.record['claims'] ?? {};
  if (!isPlainRecord(claims)) reader.document.report('F07', reader.at('claims'), '"claims" must have members.');
  const roles = reader.list('roles').filter((role): role is string => typeof role === 'string');
  const email = reader.text('email');
  const password = reader.text('password', { maximum: 1024 });
  const verified = reader.flag('email_verified');
  const user: ConfiguredUser = {
    username: reader.text('username', { required: true }) ?? '',
    ...(email === undefined ? {} : { email }),
    ...(verified === undefined ? {} : { email_verified: verified }),
    ...(password === undefined ? {} : { password }),
    roles,
    claims: isPlainRecord(claims) ? claims : {},
  };
  if (user.username === '') return user;
  const { problems, warnings } = checkDraft(accountDraft(user), 'operator');
  for (const { field, code, sentence } of problems) {
    reader.document.report('U01', reader.at(field), `${sentence} (${code})`);
  }
  for (const { field, code, sentence } of warnings) {
    reader.document.report('U02', reader.at(field), `${sentence} (${code})`, undefined, 'warning');
  }
  return user;
}
