import { idToBytes, SecretUseRecords, type SecretUse } from '@gatehouse/protocol';
import { storedIp } from '../columns/stored-values';
import type { Gateway } from '../gateway/gateway';

const NOTE = `UPDATE client_secret SET last_used_at = ?, last_used_ip = ?, last_used_method = ?
  WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)`;

export class TypeormSecretUseRecords extends SecretUseRecords {
  constructor(private readonly gateway: Gateway) {
    super();
  }

  override async note(uses: readonly SecretUse[]): Promise<void> {
    // In one order everywhere, so that two replicas never wait for each other.
    const ordered = [...uses].sort((left, right) => (left.secretId < right.secretId ? -1 : 1));
    await this.gateway.transaction(async (connection) => {
      for (const { secretId, at, ip, method } of ordered) {
        await connection.change(NOTE, [at, storedIp(ip), method, idToBytes(secretId), at]);
      }
    });
  }
}
