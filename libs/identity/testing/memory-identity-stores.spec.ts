import { MemoryIdentityUnitOfWork } from './memory-identity-unit-of-work';
import { describeIdentityStoreContracts } from './store-contracts/identity-stores.contract';
import { IDENTITY_START } from './fixtures';

const memory = new MemoryIdentityUnitOfWork();
describeIdentityStoreContracts('[memory]', () => ({ replicas: [memory] }));

describe('[memory] InstallationStore by configuration', () => {
  it('closes set-up without a code', async () => {
    const fresh = new MemoryIdentityUnitOfWork();
    await fresh.runIdentity((stores) => stores.installation.completeByConfiguration(IDENTITY_START));
    expect(await fresh.runIdentity((stores) => stores.installation.completedAt())).toBe(IDENTITY_START);
  });
});
