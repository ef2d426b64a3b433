/** The list of people: by the beginning of a name or id, by role, by state. Every way through it follows one index. */
import {
  administered,
  canonicalIdentifier,
  canonicalPrefix,
  type AdministeredAccount,
  type Role,
} from '@gatehouse/identity';
import { idFromBytes, idToBytes } from '@gatehouse/protocol';
import type { Connection, Value } from '../gateway/gateway';
import { ACCOUNT_COLUMNS, accountOf, type SelectedAccount } from '../stores/account-rows';
import { scanPage, type ScannedPage } from './budgeted-scan';
import { firstIdAt, idRange } from './id-range';
import { byIndex } from './index-hint';

export interface AccountFilter {
  /** The beginning of a username, an e-mail address or an id, as typed. */
  readonly text?: string | undefined;
  readonly state?: 'enabled' | 'disabled' | undefined;
  readonly role?: Role | undefined;
  /** Epoch milliseconds; from this on. */
  readonly createdFrom?: number | undefined;
  /** Up to and with this. */
  readonly createdTo?: number | undefined;
}

/** Where a page ends. It fits only the same filter and order. */
export type AccountPosition =
  | { readonly at: 'id'; readonly id: string }
  | { readonly at: 'disabled'; readonly disabledAt: number; readonly id: string }
  | { readonly at: 'identifier'; readonly identifier: string };

export type AccountPage = ScannedPage<AdministeredAccount, AccountPosition>;

// The hash of a password stays in the database: lists only need to know whether there is one.
const SELECTION = ACCOUNT_COLUMNS.map((column) =>
  column === 'password_hash'
    ? `CASE WHEN account.password_hash IS NULL THEN NULL ELSE '' END AS account_password_hash`
    : `account.${column} AS account_${column}`,
).join(', ');

type Row = SelectedAccount & { readonly identifier?: string };
type Read = (after: AccountPosition | undefined, count: number) => Promise<readonly Row[]>;

/** One index followed from end to end. */
interface Way {
  readonly read: Read;
  readonly positionOf: (row: Row) => AccountPosition;
  /** What is left to be judged row by row; undefined = nothing. */
  readonly keep: ((row: Row) => boolean) | undefined;
}

export class AccountListQuery {
  constructor(private readonly connection: Connection) {}

  /**
   * At most `limit` people after a position: newest first by when they were made, with `state: 'disabled'` alone by when
   * they were disabled, and in the order of their names with a text.
   */
  async list(
    filter: AccountFilter,
    { after, limit }: { readonly after?: AccountPosition | undefined; readonly limit: number },
  ): Promise<AccountPage> {
    const text = filter.text?.trim() ?? '';
    const ids = idRange(text);
    if (!ids) return this.follow(this.wayFor(filter, text), after, limit);
    // It may also be the beginning of a name: those come after the ids.
    const byId = after?.at === 'identifier' ? undefined : await this.follow(this.byId(filter, ids), after, limit);
    if (byId?.next) return byId;
    if (byId && byId.rows.length === limit) return { ...byId, next: { at: 'identifier', identifier: '' } };
    const found = byId?.rows ?? [];
    const named = this.byIdentifier(filter, text, ids);
    const byName = await this.follow(named, byId ? undefined : after, limit - found.length);
    return { ...byName, rows: [...found, ...byName.rows] };
  }

  private wayFor(filter: AccountFilter, text: string): Way {
    if (text !== '') return this.byIdentifier(filter, text);
    if (filter.role !== undefined) return this.byRole(filter);
    return filter.state === 'disabled' ? this.byEnd(filter) : this.byId(filter);
  }

  private async follow(
    { read, positionOf, keep }: Way,
    after: AccountPosition | undefined,
    limit: number,
  ): Promise<AccountPage> {
    const filtered = keep && ((rows: readonly Row[]) => rows.filter(keep));
    const page = await scanPage<Row, AccountPosition>({ limit, after, read, positionOf, keep: filtered });
    return { ...page, rows: page.rows.map((row) => administered(accountOf(row))) };
  }

  private byId(filter: AccountFilter, ids?: readonly [Buffer, Buffer]): Way {
    const bounds = bound(filter, ids);
    const read: Read = (after, count) => {
      const [where, values] = bounds(after);
      return this.rows(`FROM account${where} ORDER BY account.id DESC`, values, count);
    };
    return { read, positionOf: idPosition, keep: keeping(filter, ['state', 'role']) };
  }

  private byRole(filter: AccountFilter): Way {
    const bounds = bound(filter);
    const table = `account ${byIndex(this.connection, 'account_administers')}`;
    const read: Read = (after, count) => {
      const [where, values] = bounds(after, 'administers = 1');
      return this.rows(`FROM ${table}${where} ORDER BY account.id DESC`, values, count);
    };
    return { read, positionOf: idPosition, keep: keeping(filter, ['state', 'role']) };
  }

  private byEnd(filter: AccountFilter): Way {
    const table = `account ${byIndex(this.connection, 'account_disabled')}`;
    const order = 'ORDER BY account.disabled_at DESC, account.id DESC';
    const read: Read = (after, count) =>
      after?.at === 'disabled'
        ? this.rows(
            `FROM ${table} WHERE account.disabled_at <= ? AND (account.disabled_at < ? OR account.id < ?) ${order}`,
            [after.disabledAt, after.disabledAt, idToBytes(after.id)],
            count,
          )
        : this.rows(`FROM ${table} WHERE account.disabled_at IS NOT NULL ${order}`, [], count);
    const positionOf = (row: Row): AccountPosition => ({
      at: 'disabled',
      disabledAt: row.account_disabled_at ?? 0,
      id: idFromBytes(row.account_id),
    });
    return { read, positionOf, keep: keeping(filter, ['created']) };
  }

  private byIdentifier(filter: AccountFilter, text: string, shown?: readonly [Buffer, Buffer]): Way {
    const prefix = canonicalPrefix(text);
    if (prefix === undefined) return { read: async () => [], positionOf: identifierPosition, keep: undefined };
    // LEFT, so that the names are read first, in order; a name without its account cannot be.
    const from = 'FROM account_identifier LEFT JOIN account ON account.id = account_identifier.account_id';
    const read: Read = (after, count) => {
      const going = after?.at === 'identifier' && after.identifier.startsWith(prefix) ? after.identifier : undefined;
      const [sign, start] = going === undefined ? ['>=', prefix] : ['>', going];
      return this.rows(
        `${from} WHERE identifier ${sign} ? AND identifier < ? ORDER BY identifier`,
        [start, `${prefix}\u{10ffff}`],
        count,
        'account_identifier.identifier, ',
      );
    };
    // Whoever is found by username and by e-mail address stands in the list once, where it first comes upon them.
    const once = (row: Row): boolean => {
      if (shown && shown[0].compare(row.account_id) <= 0 && shown[1].compare(row.account_id) >= 0) return false;
      const texts = [row.account_username, ...(row.account_email === null ? [] : [row.account_email])];
      const found = texts.map(canonicalIdentifier).filter((identifier) => identifier.startsWith(prefix));
      return found.every(
        (identifier) => Buffer.compare(Buffer.from(row.identifier ?? ''), Buffer.from(identifier)) <= 0,
      );
    };
    const fits = keeping(filter, ['state', 'role', 'created']);
    return { read, positionOf: identifierPosition, keep: (row) => once(row) && (!fits || fits(row)) };
  }

  private rows(fromWhereOrder: string, values: readonly Value[], count: number, more = ''): Promise<Row[]> {
    return this.connection.rows<Row>(`SELECT ${more}${SELECTION} ${fromWhereOrder} LIMIT ?`, [...values, count]);
  }
}

function idPosition(row: Row): AccountPosition {
  return { at: 'id', id: idFromBytes(row.account_id) };
}

function identifierPosition(row: Row): AccountPosition {
  return { at: 'identifier', identifier: row.identifier ?? '' };
}

/** Times of creation are in the ids, so their bounds are bounds of the primary key. */
function bound({ createdFrom, createdTo }: AccountFilter, ids?: readonly [Buffer, Buffer]) {
  const times: [string, Value][] = [['account.id >= ?', firstIdAt(createdFrom ?? 0)]];
  if (createdTo !== undefined) times.push(['account.id < ?', firstIdAt(createdTo + 1)]);
  if (ids) times.push(['account.id >= ?', ids[0]], ['account.id <= ?', ids[1]]);
  return (after: AccountPosition | undefined, first?: string): [string, Value[]] => {
    const all = after?.at === 'id' ? [...times, ['account.id < ?', idToBytes(after.id)] as [string, Value]] : times;
    const words = [...(first === undefined ? [] : [first]), ...all.map(([sql]) => sql)];
    return [` WHERE ${words.join(' AND ')}`, all.map(([, value]) => value)];
  };
}

function keeping(
  { state, role, createdFrom = 0, createdTo = Infinity }: AccountFilter,
  which: readonly ('state' | 'role' | 'created')[],
): ((row: Row) => boolean) | undefined {
  const rules: ((row: Row) => boolean)[] = [];
  if (which.includes('state') && state !== undefined) {
    rules.push((row) => (row.account_disabled_at === null) === (state === 'enabled'));
  }
  if (which.includes('role') && role !== undefined) rules.push((row) => row.account_roles.includes(`"${role}"`));
  if (which.includes('created') && (createdFrom > 0 || createdTo < Infinity)) {
    rules.push(({ account_created_at: at }) => at >= createdFrom && at <= createdTo);
  }
  return rules.length === 0 ? undefined : (row) => rules.every((rule) => rule(row));
}
