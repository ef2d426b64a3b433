import type { KeyObject } from 'node:crypto';
import type { AuditEvent, AuditTrail } from '@gatehouse/audit';
import type {
  AdministrationStores,
  AdministrationUnitOfWork,
  AdministrativeOrigin,
  IdentityReads,
  IdentityStores,
  IdentityUnitOfWork,
} from '@gatehouse/identity';
import {
  UnitOfWork,
  type ProtocolReads,
  type ProtocolStores,
  type RegistryReads,
  type RegistryStores,
  type RegistryUnitOfWork,
  type RevocationReadings,
  type RevocationStores,
  type RevocationUnitOfWork,
  type TokenRecord,
} from '@gatehouse/protocol';
import { PendingEvents } from '../audit/pending-events';
import type { Connection, Gateway } from '../gateway/gateway';
import {
  administrationStores,
  noticingRegistryChanges,
  revocationReadings,
  revocationStores,
  type EveryStore,
} from '../revocations/revocation-stores';
import { LedgerWriter } from './ledger-writer';
import { TypeormAccountDirectory, TypeormAccountStore } from './typeorm-account.store';
import { TypeormApiStore } from './typeorm-api.store';
import { TypeormAuditTrail } from './typeorm-audit-trail';
import { TypeormAuthorizationCodeStore } from './typeorm-authorization-code.store';
import { TypeormCatalogueStore } from './typeorm-catalogue.store';
import { TypeormClientStore } from './typeorm-client.store';
import { TypeormConsentStore } from './typeorm-consent.store';
import { TypeormFamilyStore } from './typeorm-family.store';
import { TypeormInstallationStore } from './typeorm-installation.store';
import { TypeormInstanceSecretStore } from './typeorm-instance-secret.store';
import { TypeormLeaseStore } from './typeorm-lease.store';
import { TypeormOneTimeStore } from './typeorm-one-time.store';
import { TypeormRevocationEntryReads } from './typeorm-revocation-entry.store';
import { TypeormSessionStore } from './typeorm-session.store';
import { TypeormSettingStore } from './typeorm-setting.store';
import { TypeormSignInAttemptStore } from './typeorm-sign-in-attempt.store';
import { TypeormSigningKeyStore } from './typeorm-signing-key.store';
import { TypeormTokenStore } from './typeorm-token.store';

/** What changes of settings and keys by hand need in one transaction. */
export interface UpkeepStores {
  readonly settings: TypeormSettingStore;
  readonly signingKeys: TypeormSigningKeyStore;
  readonly audit: AuditTrail;
}

/** Every store of the house over one gateway: the protocol's, the people's and the registry's. */
export class TypeormUnitOfWork
  extends UnitOfWork
  implements IdentityUnitOfWork, RegistryUnitOfWork, RevocationUnitOfWork, AdministrationUnitOfWork
{
  override readonly reads: ProtocolReads;
  readonly identityReads: IdentityReads;
  readonly registryReads: RegistryReads;
  readonly revocationReads: RevocationReadings;
  /** Audit events that were written here and have no place in the chain yet. */
  readonly pendingEvents = new PendingEvents();
  private readonly ledger: LedgerWriter;
  /** @param afterRegistryChange told after every commit of the registry, so that memory of it can be dropped at once */
  constructor(
    private readonly gateway: Gateway,
    private readonly afterRegistryChange: () => void = () => undefined,
  ) {
    super();
    const { reads } = gateway;
    this.reads = {
      ...protocolStores(reads, this.pendingEvents),
      accounts: new TypeormAccountDirectory(reads),
      revocationEntries: new TypeormRevocationEntryReads(reads),
    };
    this.identityReads = identityStores(reads, this.pendingEvents);
    this.registryReads = registryStores(reads, this.pendingEvents);
    this.revocationReads = revocationReadings(reads);
    this.ledger = new LedgerWriter(gateway, this.pendingEvents);
  }

  /** Must be called once before the first audit event. @param key 32 bytes that are not in the database */
  proveAuditWith(key: KeyObject): void {
    this.pendingEvents.proveWith(key);
  }

  override run<T>(work: (stores: ProtocolStores) => Promise<T>): Promise<T> {
    return this.gateway.transaction((connection) => work(protocolStores(connection, this.pendingEvents)));
  }

  override record(tokens: readonly TokenRecord[], events: readonly AuditEvent[] = []): Promise<void> {
    return this.ledger.record(tokens, events);
  }

  runIdentity<T>(work: (stores: IdentityStores) => Promise<T>): Promise<T> {
    return this.gateway.transaction((connection) => work(identityStores(connection, this.pendingEvents)));
  }

  async runRegistry<T>(work: (stores: RegistryStores) => Promise<T>): Promise<T> {
    const result = await this.gateway.transaction((connection) => work(registryStores(connection, this.pendingEvents)));
    this.afterRegistryChange();
    return result;
  }

  /** Upkeep of the instance itself; what it changes is followed like a change of the registry. */
  async runUpkeep<T>(work: (stores: UpkeepStores) => Promise<T>): Promise<T> {
    const result = await this.gateway.transaction((connection) =>
      work({
        settings: new TypeormSettingStore(connection),
        signingKeys: new TypeormSigningKeyStore(connection),
        audit: new TypeormAuditTrail(connection, this.pendingEvents),
      }),
    );
    this.afterRegistryChange();
    return result;
  }

  runRevocation<T>(work: (stores: RevocationStores) => Promise<T>): Promise<T> {
    return this.runEverywhere((connection, stores) => work(revocationStores(connection, stores)));
  }

  runAdministration<T>(by: AdministrativeOrigin, work: (stores: AdministrationStores) => Promise<T>): Promise<T> {
    return this.runEverywhere((connection, stores) => work(administrationStores(connection, stores, by, Date.now())));
  }

  private async runEverywhere<T>(work: (connection: Connection, stores: EveryStore) => Promise<T>): Promise<T> {
    let changed = false;
    const result = await this.gateway.transaction((connection) => {
      const noticing = noticingRegistryChanges(connection, () => (changed = true));
      return work(noticing, {
        ...protocolStores(noticing, this.pendingEvents),
        ...identityStores(noticing, this.pendingEvents),
        ...registryStores(noticing, this.pendingEvents),
      });
    });
    // Batches of a job come often, and change nothing that is kept in memory.
    if (changed) this.afterRegistryChange();
    return result;
  }

  /** Waits for what was accepted, then closes the database. */
  async close(): Promise<void> {
    await this.ledger.close();
    await this.gateway.close();
  }
}

function protocolStores(connection: Connection, pending: PendingEvents): ProtocolStores {
  return {
    authorizationCodes: new TypeormAuthorizationCodeStore(connection),
    families: new TypeormFamilyStore(connection),
    tokens: new TypeormTokenStore(connection),
    consents: new TypeormConsentStore(connection),
    oneTime: new TypeormOneTimeStore(connection),
    signingKeys: new TypeormSigningKeyStore(connection),
    audit: new TypeormAuditTrail(connection, pending),
  };
}

function identityStores(connection: Connection, pending: PendingEvents): IdentityStores {
  return {
    identityAccounts: new TypeormAccountStore(connection),
    sessions: new TypeormSessionStore(connection),
    signInAttempts: new TypeormSignInAttemptStore(connection),
    installation: new TypeormInstallationStore(connection),
    audit: new TypeormAuditTrail(connection, pending),
  };
}

function registryStores(connection: Connection, pending: PendingEvents): RegistryStores {
  return {
    instanceSecrets: new TypeormInstanceSecretStore(connection),
    clients: new TypeormClientStore(connection),
    apis: new TypeormApiStore(connection),
    leases: new TypeormLeaseStore(connection),
    catalogue: new TypeormCatalogueStore(connection),
    audit: new TypeormAuditTrail(connection, pending),
  };
}
