import { describeStoreContracts } from '../store-contracts/store-contracts';
import type { StoreFixture } from '../store-contracts/store-fixture';
import { MemoryUnitOfWork } from './memory-unit-of-work';

function memoryFixture(): StoreFixture {
  const memory = new MemoryUnitOfWork();
  return {
    replicas: [memory],
    putAccount: async (record) => memory.putAccount(record),
    putSession: async (id, _accountId, endedAt) => memory.putSession(id, endedAt),
  };
}

const fixture = memoryFixture();
describeStoreContracts('[memory]', () => fixture);
