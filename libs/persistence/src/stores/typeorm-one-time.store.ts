import { createHash } from 'node:crypto';
import { OneTimeStore } from '@gatehouse/protocol';
import type { Connection } from '../gateway/gateway';
import { isDuplicate } from '../gateway/store-errors';

const INSERT = 'INSERT INTO one_time (digest, expires_at) VALUES (?, ?)';

export class TypeormOneTimeStore extends OneTimeStore {
  constructor(private readonly connection: Connection) {
    super();
  }

  override async use(kind: string, value: string, expiresAt: number): Promise<'first-use' | 'already-used'> {
    // The length keeps kinds apart whatever the values hold.
    const digest = createHash('sha256').update(`${kind.length}:${kind}${value}`).digest();
    try {
      await this.connection.change(INSERT, [digest, expiresAt]);
      return 'first-use';
    } catch (error) {
      if (isDuplicate(error)) return 'already-used';
      throw error;
    }
  }
}
