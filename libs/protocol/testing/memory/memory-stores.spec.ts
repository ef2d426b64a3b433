import { auditRecord } from '@gatehouse/audit';
import { newTimeOrderedId } from '../../src/crypto/time-ordered-id';
import { describeStoreContracts } from '../store-contracts/store-contracts';
import type { StoreFixture } from '../store-contracts/store-fixture';
import { MemoryUnitOfWork } from './memory-unit-of-work';

function memoryFixture(): StoreFixture {
  const memory = new MemoryUnitOfWork();
  return {
    replicas: [memory],
    putAccount: async (record, epochs) => {
      memory.putAccount(record);
      if (epochs) memory.state.accountTokensRevokedBefore.set(record.id, epochs.tokensRevokedBefore);
    },
    auditRecords: async () => memory.state.audit.map((event) => auditRecord(event, newTimeOrderedId(event.at))),
    putSession: async (id, _accountId, endedAt) => memory.putSession(id, endedAt),
  };
}

const fixture = memoryFixture();
describeStoreContracts('[memory]', () => fixture);
