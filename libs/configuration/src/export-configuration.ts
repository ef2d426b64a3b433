/**
 * The configuration file of what is stored: applied to an empty instance, with its references set, it makes the same
 * file again, byte for byte. Order and form depend on nothing but the entries themselves.
 */
import { CONSOLE_CLIENT_ID } from '@gatehouse/contracts';
import type { IdentityAccount, IdentityUnitOfWork } from '@gatehouse/identity';
import type { ClientRecord, RegistryUnitOfWork } from '@gatehouse/protocol';
import { Document, isPair, isScalar, visit } from 'yaml';
import { apiEntry, clientEntry, userEntry, type Entry } from './entries';
import { ReferenceNames } from './reference-names';
import { withoutReferences } from './source-document';

const PAGE = 500;

export interface ExportServices {
  readonly registry: Pick<RegistryUnitOfWork, 'registryReads'>;
  readonly identity: Pick<IdentityUnitOfWork, 'identityReads'>;
  /** Epoch milliseconds: secrets that have ended by then are left out. */
  readonly now: number;
  /** Told how many people have been read. */
  readonly progress?: (users: number) => void;
}

export interface ExportOptions {
  readonly users?: boolean;
}

export interface ExportedConfiguration {
  /** As in the file, with references in place of secrets. */
  readonly document: {
    readonly version: 1;
    readonly apis: readonly Entry[];
    readonly clients: readonly Entry[];
    readonly users: readonly Entry[];
  };
  /** Names of the environment variables that applying the file elsewhere needs, in the order of the file. */
  readonly references: readonly string[];
  /** One line for each thing that a file cannot say. */
  readonly warnings: readonly string[];
}

/** Everything that a file can say of this instance. */
export async function exportConfiguration(
  services: ExportServices,
  { users: withUsers = true }: ExportOptions = {},
): Promise<ExportedConfiguration> {
  const { apis } = services.registry.registryReads;
  const names = new ReferenceNames();
  const warnings: string[] = [];
  const document = {
    version: 1 as const,
    apis: inOrder(await apis.list(), (api) => api.identifier).map((api) => literal(apiEntry(api))),
    clients: (await storedClients(services)).map((client) => exportClient(client, names, services.now, warnings)),
    users: withUsers ? (await storedUsers(services)).map((user) => exportUser(user, names)) : [],
  };
  return { document, references: names.given, warnings };
}

const HEAD = `# What can be configured of a Gatehouse instance. Secrets and passwords are not here: \${NAME} is taken from the
# environment by \`gatehouse apply\`; with --keep-secrets, what is stored stays where a variable is not set.

version: 1
`;

/** The text of the file. */
export function formatConfiguration({ document: { apis, clients, users } }: ExportedConfiguration): string {
  const section = (name: string, entries: readonly Entry[]): string =>
    entries.length === 0 ? `${name}: []\n` : `${name}:\n${entries.map(formatEntry).join('')}`;
  return [HEAD, section('apis', apis), section('clients', clients), section('users', users)].join('');
}

/** One entry by itself: a document of all people would fill the memory. */
function formatEntry(entry: Entry): string {
  const yaml = new Document([entry], { schema: 'core', aliasDuplicateObjects: false });
  // A scope is a line: its name, and what people read.
  visit(yaml, {
    Map(_key, node, path) {
      const list = path.at(-2);
      if (isPair(list) && isScalar(list.key) && list.key.value === 'scopes') node.flow = true;
    },
  });
  // Every value on a line of its own, however long: nothing is folded, so every line can be moved in.
  const form = { lineWidth: 0, minContentWidth: 0, blockQuote: false, doubleQuotedMinMultiLineLength: Infinity };
  const lines = yaml.toString(form).replace(/\n$/, '').split('\n');
  return lines.map((line) => `  ${line}\n`).join('');
}

async function storedClients({ registry }: ExportServices): Promise<ClientRecord[]> {
  const { clients } = registry.registryReads;
  const idOf = (client: ClientRecord): string => client.clientId;
  // The console is registered by the server that starts with its key: elsewhere this would be another one's.
  const own = (client: ClientRecord): boolean => client.clientId === CONSOLE_CLIENT_ID;
  return inOrder(await everything((page) => clients.list(page), idOf), idOf).filter((client) => !own(client));
}

async function storedUsers({ identity, progress }: ExportServices): Promise<IdentityAccount[]> {
  const { identityAccounts } = identity.identityReads;
  let read = 0;
  const users = await everything(
    async (page) => {
      const accounts = await identityAccounts.list(page);
      progress?.((read += accounts.length));
      return accounts;
    },
    (account) => account.id,
  );
  return inOrder(users, (user) => user.username);
}

function exportClient(client: ClientRecord, names: ReferenceNames, now: number, warnings: string[]): Entry {
  const { client_id, client_name, application_type, ...rest } = literal(clientEntry(client));
  const live = client.secrets.filter((secret) => secret.expiresAt === null || secret.expiresAt > now);
  if (live.length > 1) warnings.push(`Client "${client.clientId}" has ${live.length} live secrets; a file names one.`);
  if (live.some((secret) => secret.expiresAt !== null))
    warnings.push(`Client "${client.clientId}" has a secret that ends by itself; a secret from a file does not.`);
  const reference = live.length === 0 ? {} : { client_secret: names.referenceTo(client.clientId, 'CLIENT_SECRET') };
  return { client_id, client_name, application_type, ...reference, ...rest };
}

function exportUser(user: IdentityAccount, names: ReferenceNames): Entry {
  const { roles, claims, disabled, ...who } = literal(userEntry(user));
  const reference = user.passwordHash === null ? {} : { password: names.referenceTo(user.username, 'PASSWORD') };
  const rest = Object.entries({ roles, claims, disabled }).filter(([, value]) => value !== undefined);
  return { ...who, ...reference, ...Object.fromEntries(rest) };
}

/** By code points: a database's collation is not everybody's. */
function inOrder<T>(entries: readonly T[], keyOf: (entry: T) => string): T[] {
  return [...entries].sort((left, right) => Buffer.compare(Buffer.from(keyOf(left)), Buffer.from(keyOf(right))));
}

async function everything<T>(
  list: (page: { readonly after?: string; readonly limit: number }) => Promise<T[]>,
  keyOf: (entry: T) => string,
): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const last = all.at(-1);
    const page = await list({ limit: PAGE, ...(last === undefined ? {} : { after: keyOf(last) }) });
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

/** A text that looks like a reference is written so that it is none. */
function literal<T>(value: T): T {
  if (typeof value === 'string') return withoutReferences(value) as T;
  if (Array.isArray(value)) return value.map(literal) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([member, each]) => [member, literal(each as unknown)])) as T;
}
