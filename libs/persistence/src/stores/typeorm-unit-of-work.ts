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
import { TypeormAuditTrail, type AuditKey } from './typeorm-audit-trail';
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
  private readonly ledger: LedgerWriter;
  private auditKey: KeyObject | undefined;
  private readonly keyOfAudit: AuditKey = () => {
    if (!this.auditKey) throw new Error('audit events cannot be written before the key ring is open');
    return this.auditKey;
  };

  /** @param afterRegistryChange told after every commit of the registry, so that memory of it can be dropped at once */
  constructor(
    private readonly gateway: Gateway,
    private readonly afterRegistryChange: () => void = () => undefined,
  ) {
    super();
    const { reads } = gateway;
    this.reads = {
      ...protocolStores(reads, this.keyOfAudit),
      accounts: new TypeormAccountDirectory(reads),
      revocationEntries: new TypeormRevocationEntryReads(reads),
    };
    this.identityReads = identityStores(reads, this.keyOfAudit);
    this.registryReads = registryStores(reads, this.keyOfAudit);
    this.revocationReads = revocationReadings(reads);
    this.ledger = new LedgerWriter(gateway, this.keyOfAudit);
  }

  /** Must be called once before the first audit event. @param key 32 bytes that are not in the database */
  proveAuditWith(key: KeyObject): void {
    this.auditKey = key;
  }

  override run<T>(work: (stores: ProtocolStores) => Promise<T>): Promise<T> {
    return this.gateway.transaction((connection) => work(protocolStores(connection, this.keyOfAudit)));
  }

  override record(tokens: readonly TokenRecord[], events: readonly AuditEvent[] = []): Promise<void> {
    return this.ledger.record(tokens, events);
  }

  runIdentity<T>(work: (stores: IdentityStores) => Promise<T>): Promise<T> {
    return this.gateway.transaction((connection) => work(identityStores(connection, this.keyOfAudit)));
  }

  async runRegistry<T>(work: (stores: RegistryStores) => Promise<T>): Promise<T> {
    const result = await this.gateway.transaction((connection) => work(registryStores(connection, this.keyOfAudit)));
    this.afterRegistryChange();
    return result;
  }

  /** Upkeep of the instance itself; what it changes is followed like a change of the registry. */
  async runUpkeep<T>(work: (stores: UpkeepStores) => Promise<T>): Promise<T> {
    const result = await this.gateway.transaction((connection) =>
      work({
        settings: new TypeormSettingStore(connection),
        signingKeys: new TypeormSigningKeyStore(connection),
        audit: new TypeormAuditTrail(connection, this.keyOfAudit),
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
        ...protocolStores(noticing, this.keyOfAudit),
        ...identityStores(noticing, this.keyOfAudit),
        ...registryStores(noticing, this.keyOfAudit),
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

function protocolStores(connection: Connection, auditKey: AuditKey): ProtocolStores {
  return {
    authorizationCodes: new TypeormAuthorizationCodeStore(connection),
    families: new TypeormFamilyStore(connection),
    tokens: new TypeormTokenStore(connection),
    consents: new TypeormConsentStore(connection),
    oneTime: new TypeormOneTimeStore(connection),
    signingKeys: new TypeormSigningKeyStore(connection),
    audit: new TypeormAuditTrail(connection, auditKey),
  };
}

function identityStores(connection: Connection, auditKey: AuditKey): IdentityStores {
  return {
    identityAccounts: new TypeormAccountStore(connection),
    sessions: new TypeormSessionStore(connection),
    signInAttempts: new TypeormSignInAttemptStore(connection),
    installation: new TypeormInstallationStore(connection),
    audit: new TypeormAuditTrail(connection, auditKey),
  };
}

function registryStores(connection: Connection, auditKey: AuditKey): RegistryStores {
  return {
    instanceSecrets: new TypeormInstanceSecretStore(connection),
    clients: new TypeormClientStore(connection),
    apis: new TypeormApiStore(connection),
    leases: new TypeormLeaseStore(connection),
    catalogue: new TypeormCatalogueStore(connection),
    audit: new TypeormAuditTrail(connection, auditKey),
  };
}
