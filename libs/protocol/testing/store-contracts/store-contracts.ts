import { describeAccountDirectoryContract } from './account-directory.contract';
import { describeAuditTrailContract } from './audit-trail.contract';
import { describeAuthorizationCodeStoreContract } from './authorization-code-store.contract';
import { describeClientStoreContract } from './client-store.contract';
import { describeConsentStoreContract } from './consent-store.contract';
import { describeFamilyStoreContract } from './family-store.contract';
import { describeLeaseStoreContract } from './lease-store.contract';
import { describeOneTimeStoreContract } from './one-time-store.contract';
import { describeRegistryContract } from './registry.contract';
import { describeSigningKeyStoreContract } from './signing-key-store.contract';
import type { FixtureSource } from './store-fixture';
import { describeTokenStoreContract } from './token-store.contract';
import { describeUnitOfWorkContract } from './unit-of-work.contract';

/** Everything that any store of the protocol must hold to. @param name such as `[sqlite]`; begins every test's title */
export function describeStoreContracts(name: string, source: FixtureSource): void {
  describeUnitOfWorkContract(name, source);
  describeAuthorizationCodeStoreContract(name, source);
  describeFamilyStoreContract(name, source);
  describeTokenStoreContract(name, source);
  describeConsentStoreContract(name, source);
  describeOneTimeStoreContract(name, source);
  describeSigningKeyStoreContract(name, source);
  describeAccountDirectoryContract(name, source);
  describeClientStoreContract(name, source);
  describeRegistryContract(name, source);
  describeLeaseStoreContract(name, source);
  describeAuditTrailContract(name, source);
}
