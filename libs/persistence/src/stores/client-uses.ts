import { createHash } from 'node:crypto';
import type { ClientRecord, ClientUse } from '@gatehouse/protocol';
import { insertInto, type Connection } from '../gateway/gateway';

const FORGET = 'DELETE FROM client_use WHERE client_id = ?';
const FIND = 'SELECT client_id FROM client_use WHERE use_digest = ? ORDER BY client_id LIMIT ?';
const COLUMNS = ['use_digest', 'client_id'];
/** Rows of one INSERT; SQLite takes 32,766 values. */
const BATCH = 200;

/** The index of who uses what; written with every client. */
export class ClientUses {
  constructor(private readonly connection: Connection) {}

  async replace(client: Pick<ClientRecord, 'clientId' | 'scope' | 'introspects'>): Promise<void> {
    await this.forget(client.clientId);
    const uses = digestsOf(client);
    for (let start = 0; start < uses.length; start += BATCH) {
      const rows = uses.slice(start, start + BATCH).map((digest) => [digest, client.clientId]);
      await this.connection.change(insertInto('client_use', COLUMNS, rows.length), rows.flat());
    }
  }

  async forget(clientId: string): Promise<void> {
    await this.connection.change(FORGET, [clientId]);
  }

  async clientsOf(use: ClientUse, limit: number): Promise<string[]> {
    const rows = await this.connection.rows<{ client_id: string }>(FIND, [digestOf(use), limit]);
    return rows.map((row) => row.client_id);
  }
}

function digestsOf({ scope, introspects = [] }: Pick<ClientRecord, 'scope' | 'introspects'>): Buffer[] {
  const uses: ClientUse[] = [
    ...[...new Set(scope)].map((name) => ({ scope: name })),
    ...[...new Set(introspects)].map((name) => ({ introspects: name })),
  ];
  return uses.map(digestOf);
}

function digestOf(use: ClientUse): Buffer {
  const text = 'scope' in use ? `scope ${use.scope}` : `introspects ${use.introspects}`;
  return createHash('sha256').update(text).digest();
}
