/** Consents of one person or for one client, newest first, live and revoked. */
import { idFromBytes, idToBytes, isId } from '@gatehouse/protocol';
import { listFromJson } from '../columns/stored-values';
import type { ConsentRow } from '../entities/consent.entity';
import { oneRow, type Connection, type Value } from '../gateway/gateway';
import { scanPage, type ScannedPage } from './budgeted-scan';
import { byIndex } from './index-hint';

/** At least one of account and client. */
export interface ConsentFilter {
  readonly accountId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly state?: 'live' | 'revoked' | undefined;
}

export interface ListedConsent {
  readonly id: string;
  readonly accountId: string;
  /** Null when the account is gone. */
  readonly username: string | null;
  readonly clientId: string;
  readonly scope: readonly string[];
  readonly resources: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly revokedAt: number | null;
}

/** A page; positions are ids of consents. */
export type ConsentPage = ScannedPage<ListedConsent, string>;

const SELECTION = `consent.id, consent.account_id, consent.client_id, consent.scope, consent.resources, consent.created_at,
  consent.updated_at, consent.revoked_at, account.username`;
const ACCOUNT = 'LEFT JOIN account ON account.id = consent.account_id';
type Row = Omit<ConsentRow, 'live'> & { readonly username: string | null };

const LAST = Buffer.alloc(16, 0xff);

export class ConsentListQuery {
  constructor(private readonly connection: Connection) {}

  /** @throws TypeError for a filter with neither account nor client */
  async list(
    filter: ConsentFilter,
    { after, limit }: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<ConsentPage> {
    const way = this.wayFor(filter);
    if (!way) return { rows: [], next: undefined, searchedTo: undefined };
    const sql = `SELECT ${SELECTION} FROM consent ${byIndex(this.connection, way.index)} ${ACCOUNT}
      WHERE consent.${way.column} = ? AND consent.id < ? ORDER BY consent.id DESC LIMIT ?`;
    const { clientId, state } = filter;
    const rules: ((consent: ListedConsent) => boolean)[] = [];
    if (state !== undefined) rules.push(({ revokedAt }) => (revokedAt === null) === (state === 'live'));
    if (clientId !== undefined && way.column !== 'client_id') rules.push((consent) => consent.clientId === clientId);
    return scanPage<ListedConsent, string>({
      limit,
      after,
      read: async (from, count) => {
        const end = from === undefined ? LAST : idToBytes(from);
        return (await this.connection.rows<Row>(sql, [way.value, end, count])).map(consentOf);
      },
      positionOf: ({ id }) => id,
      keep:
        rules.length === 0
          ? undefined
          : (consents) => consents.filter((consent) => rules.every((rule) => rule(consent))),
    });
  }

  async find(id: string): Promise<ListedConsent | undefined> {
    if (!isId(id)) return undefined;
    const sql = `SELECT ${SELECTION} FROM consent ${ACCOUNT} WHERE consent.id = ?`;
    const row = await oneRow<Row>(this.connection, sql, [idToBytes(id)]);
    return row && consentOf(row);
  }

  private wayFor({
    accountId,
    clientId,
  }: ConsentFilter): { readonly index: string; readonly column: string; readonly value: Value } | undefined {
    if (accountId !== undefined) {
      if (!isId(accountId)) return undefined;
      return { index: 'consent_account', column: 'account_id', value: idToBytes(accountId) };
    }
    if (clientId === undefined) throw new TypeError('consents are listed by account or by client');
    return { index: 'consent_client', column: 'client_id', value: clientId };
  }
}

function consentOf(row: Row): ListedConsent {
  return {
    id: idFromBytes(row.id),
    accountId: idFromBytes(row.account_id),
    username: row.username,
    clientId: row.client_id,
    scope: listFromJson(row.scope),
    resources: listFromJson(row.resources),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    revokedAt: row.revoked_at,
  };
}
