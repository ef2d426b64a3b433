import { InstallationStore } from '@gatehouse/identity';
import type { InstallationRow } from '../entities/installation.entity';
import { oneRow, type Connection } from '../gateway/gateway';

const COMPLETED = 'SELECT completed_at FROM installation WHERE id = 1';
const OFFER = 'UPDATE installation SET setup_digest = ?, setup_expires_at = ? WHERE id = 1 AND completed_at IS NULL';
const STANDS = `SELECT id FROM installation
  WHERE id = 1 AND completed_at IS NULL AND setup_digest = ? AND setup_expires_at > ?`;
const COMPLETE = `UPDATE installation SET setup_digest = NULL, setup_expires_at = 0, completed_at = ?
  WHERE id = 1 AND completed_at IS NULL AND setup_digest = ? AND setup_expires_at > ?`;
const COMPLETE_BY_CONFIGURATION = `UPDATE installation SET setup_digest = NULL, setup_expires_at = 0, completed_at = ?
  WHERE id = 1 AND completed_at IS NULL`;

export class TypeormInstallationStore extends InstallationStore {
  constructor(private readonly connection: Connection) {
    super();
  }

  override async completedAt(): Promise<number | null> {
    const row = await oneRow<Pick<InstallationRow, 'completed_at'>>(this.connection, COMPLETED, []);
    // Without its row nobody can tell, and an instance must never be set up twice.
    if (!row) throw new Error('the installation row is missing; run the migrations');
    return row.completed_at;
  }

  override async offerSetupCode(digest: Buffer, expiresAt: number): Promise<'offered' | 'complete'> {
    return (await this.connection.change(OFFER, [digest, expiresAt])) === 1 ? 'offered' : 'complete';
  }

  override async setupCodeStands(digest: Buffer, at: number): Promise<boolean> {
    return (await this.connection.rows(STANDS, [digest, at])).length === 1;
  }

  override async complete(digest: Buffer, at: number): Promise<'completed' | 'refused'> {
    return (await this.connection.change(COMPLETE, [at, digest, at])) === 1 ? 'completed' : 'refused';
  }

  override async completeByConfiguration(at: number): Promise<void> {
    await this.connection.change(COMPLETE_BY_CONFIGURATION, [at]);
  }
}
