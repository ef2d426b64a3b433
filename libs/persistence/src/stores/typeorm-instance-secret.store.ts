import { InstanceSecretStore } from '@gatehouse/protocol';
import type { InstanceSecretRow } from '../entities/instance-secret.entity';
import { oneRow, type Connection } from '../gateway/gateway';
import { isDuplicate } from '../gateway/store-errors';

const FIND = 'SELECT sealed FROM instance_secret WHERE name = ?';
const INSERT = 'INSERT INTO instance_secret (name, sealed, created_at) VALUES (?, ?, ?)';

export class TypeormInstanceSecretStore extends InstanceSecretStore {
  constructor(private readonly connection: Connection) {
    super();
  }

  override async find(name: string): Promise<Buffer | undefined> {
    return (await oneRow<Pick<InstanceSecretRow, 'sealed'>>(this.connection, FIND, [name]))?.sealed;
  }

  override async insert(name: string, sealed: Buffer, at: number): Promise<'inserted' | 'refused'> {
    try {
      await this.connection.change(INSERT, [name, sealed, at]);
      return 'inserted';
    } catch (error) {
      if (isDuplicate(error)) return 'refused';
      throw error;
    }
  }
}
