/** What an id belongs to: one look-up by primary key in each table that may hold it. */
import { idFromBytes, idToBytes, isId } from '@gatehouse/protocol';
import { oneRow, type Connection } from '../gateway/gateway';

export const ENTITY_KINDS = ['user', 'token', 'session', 'family', 'consent', 'audit_event'] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

export interface FoundEntity {
  readonly kind: EntityKind;
  readonly id: string;
  /** What it is called, or what kind of it it is, as far as it has such. */
  readonly name: string | null;
  readonly clientId: string | null;
  readonly accountId: string | null;
}

interface Row {
  readonly name: string | null;
  readonly client_id: string | null;
  readonly account_id: Buffer | null;
}

const LOOKUPS: Readonly<Record<EntityKind, string>> = {
  user: 'SELECT username AS name, NULL AS client_id, id AS account_id FROM account WHERE id = ?',
  token: 'SELECT kind AS name, client_id, NULL AS account_id FROM token WHERE id = ?',
  session: 'SELECT NULL AS name, NULL AS client_id, account_id FROM session WHERE id = ?',
  family: 'SELECT NULL AS name, client_id, account_id FROM family WHERE id = ?',
  consent: 'SELECT NULL AS name, client_id, account_id FROM consent WHERE id = ?',
  audit_event: 'SELECT event AS name, client_id, NULL AS account_id FROM audit_event WHERE id = ?',
};

export class EntityLookupQuery {
  constructor(private readonly connection: Connection) {}

  /** Everything of these kinds that has the id; a code and its ledger row share one. Empty for what is no id. */
  async byId(id: string, kinds: readonly EntityKind[]): Promise<FoundEntity[]> {
    if (!isId(id)) return [];
    const found: FoundEntity[] = [];
    for (const kind of kinds) {
      const row = await oneRow<Row>(this.connection, LOOKUPS[kind], [idToBytes(id)]);
      if (!row) continue;
      const accountId = row.account_id === null ? null : idFromBytes(row.account_id);
      found.push({ kind, id, name: row.name, clientId: row.client_id, accountId });
    }
    return found;
  }
}
