/** The list of clients: by the beginning of an id or a name, and by what is registered. Every way through it follows one index. */
import type { ApplicationType, ClientRecord } from '@gatehouse/protocol';
import { searchKeyOf } from '../columns/stored-values';
import type { ClientRow } from '../entities/client.entity';
import type { Connection, Value } from '../gateway/gateway';
import { clientOf } from '../stores/client-rows';
import { byIndex } from './index-hint';
import { scanPage, type ScannedPage } from './budgeted-scan';

export interface ClientFilter {
  /** The beginning of a client id or of a name, as typed. */
  readonly text?: string | undefined;
  readonly types?: readonly ApplicationType[] | undefined;
  readonly state?: 'enabled' | 'disabled' | undefined;
  /** Whether the client proves who it is at the token endpoint. */
  readonly authentication?: 'public' | 'confidential' | undefined;
  readonly grantType?: string | undefined;
  /** A registered redirect URI, exactly. */
  readonly redirectUri?: string | undefined;
  /** A part of the host of a registered redirect URI. */
  readonly redirectHost?: string | undefined;
  /** One word of the scope. */
  readonly scope?: string | undefined;
}

/** Where a page ends. It fits only the same filter. */
export type ClientPosition =
  { readonly at: 'id'; readonly id: string } | { readonly at: 'name'; readonly key: string; readonly id: string };

/** Clients without their secrets. */
export type ClientPage = ScannedPage<ClientRecord, ClientPosition>;

const SELECTION = 'client.*';
/** Behind every text that begins with it. */
const END = '\u{10ffff}';

type Read = (after: ClientPosition | undefined, count: number) => Promise<readonly ClientRow[]>;

export class ClientListQuery {
  constructor(private readonly connection: Connection) {}

  /** At most `limit` clients: those whose id begins with the text, by id; then those whose name does, by name. */
  async list(
    filter: ClientFilter,
    { after, limit }: { readonly after?: ClientPosition | undefined; readonly limit: number },
  ): Promise<ClientPage> {
    const text = filter.text?.trim() ?? '';
    if (text === '') return this.follow(this.byId(''), idPosition, keeping(filter), after, limit);
    const byId =
      after?.at === 'name' ? undefined : await this.follow(this.byId(text), idPosition, keeping(filter), after, limit);
    if (byId?.next) return byId;
    const found = byId?.rows ?? [];
    if (found.length === limit) return { rows: found, next: { at: 'name', key: '', id: '' }, searchedTo: undefined };
    const keep = keeping(filter, (row) => !row.client_id.startsWith(text));
    const start = byId ? undefined : after;
    const byName = await this.follow(this.byName(searchKeyOf(text)), namePosition, keep, start, limit - found.length);
    return { ...byName, rows: [...found, ...byName.rows] };
  }

  private async follow(
    read: Read,
    positionOf: (row: ClientRow) => ClientPosition,
    keep: ((row: ClientRow) => boolean) | undefined,
    after: ClientPosition | undefined,
    limit: number,
  ): Promise<ClientPage> {
    const filtered = keep && ((rows: readonly ClientRow[]) => rows.filter(keep));
    const page = await scanPage<ClientRow, ClientPosition>({ limit, after, read, positionOf, keep: filtered });
    return { ...page, rows: page.rows.map((row) => clientOf(row, { secrets: [], redirectUris: [] })) };
  }

  private byId(prefix: string): Read {
    return (after, count) => {
      const [sign, start] = after?.at === 'id' ? ['>', after.id] : ['>=', prefix];
      const where = `WHERE client_id ${sign} ? AND client_id < ? ORDER BY client_id`;
      return this.rows(`FROM client ${where}`, [start, `${prefix}${END}`], count);
    };
  }

  private byName(prefix: string): Read {
    const from = `FROM client ${byIndex(this.connection, 'client_name_key')}`;
    const order = 'ORDER BY name_key, client_id';
    return (after, count) =>
      after?.at === 'name' && after.key.startsWith(prefix)
        ? this.rows(
            `${from} WHERE name_key >= ? AND name_key < ? AND (name_key > ? OR client_id > ?) ${order}`,
            [after.key, `${prefix}${END}`, after.key, after.id],
            count,
          )
        : this.rows(`${from} WHERE name_key >= ? AND name_key < ? ${order}`, [prefix, `${prefix}${END}`], count);
  }

  private rows(fromWhereOrder: string, values: readonly Value[], count: number): Promise<ClientRow[]> {
    return this.connection.rows<ClientRow>(`SELECT ${SELECTION} ${fromWhereOrder} LIMIT ?`, [...values, count]);
  }
}

function idPosition({ client_id: id }: ClientRow): ClientPosition {
  return { at: 'id', id };
}

function namePosition({ name_key: key, client_id: id }: ClientRow): ClientPosition {
  return { at: 'name', key: key ?? '', id };
}

function keeping(filter: ClientFilter, also?: (row: ClientRow) => boolean): ((row: ClientRow) => boolean) | undefined {
  const { types, state, authentication, grantType, redirectUri, redirectHost, scope } = filter;
  const rules: ((row: ClientRow) => boolean)[] = also ? [also] : [];
  if (types !== undefined) rules.push((row) => types.some((type) => type === row.application_type));
  if (state !== undefined) rules.push((row) => (row.disabled_at === null) === (state === 'enabled'));
  if (authentication !== undefined) {
    rules.push((row) => (row.token_endpoint_auth_method === 'none') === (authentication === 'public'));
  }
  // Last, for only here the registration has to be read.
  const details: ((client: ClientRecord) => boolean)[] = [];
  if (grantType !== undefined) details.push((client) => client.grantTypes.some((type) => type === grantType));
  if (scope !== undefined) details.push((client) => client.scope.includes(scope));
  if (redirectUri !== undefined) details.push((client) => client.redirectUris.includes(redirectUri));
  if (redirectHost !== undefined) {
    const part = redirectHost.toLowerCase();
    details.push((client) => client.redirectUris.some((uri) => hostOf(uri).includes(part)));
  }
  if (details.length > 0) {
    rules.push((row) => {
      const client = clientOf(row, { secrets: [], redirectUris: [] });
      return details.every((rule) => rule(client));
    });
  }
  return rules.length === 0 ? undefined : (row) => rules.every((rule) => rule(row));
}

/** In lower case; empty for private-use schemes, which have none. */
function hostOf(uri: string): string {
  return URL.canParse(uri) ? new URL(uri).hostname.toLowerCase() : '';
}
