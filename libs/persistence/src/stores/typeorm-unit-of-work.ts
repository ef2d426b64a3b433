import type { IdentityReads, IdentityStores, IdentityUnitOfWork } from '@gatehouse/identity';
import {
  UnitOfWork,
  type ProtocolReads,
  type ProtocolStores,
  type RegistryReads,
  type RegistryStores,
  type RegistryUnitOfWork,
  type TokenRecord,
} from '@gatehouse/protocol';
import type { Connection, Gateway } from '../gateway/gateway';
import { LedgerWriter } from './ledger-writer';
import { TypeormAccountDirectory, TypeormAccountStore } from './typeorm-account.store';
import { TypeormApiStore } from './typeorm-api.store';
import { TypeormAuthorizationCodeStore } from './typeorm-authorization-code.store';
import { TypeormCatalogueStore } from './typeorm-catalogue.store';
import { TypeormClientStore } from './typeorm-client.store';
import { TypeormConsentStore } from './typeorm-consent.store';
import { TypeormFamilyStore } from './typeorm-family.store';
import { TypeormInstallationStore } from './typeorm-installation.store';
import { TypeormInstanceSecretStore } from './typeorm-instance-secret.store';
import { TypeormLeaseStore } from './typeorm-lease.store';
import { TypeormOneTimeStore } from './typeorm-one-time.store';
import { TypeormSessionStore } from './typeorm-session.store';
import { TypeormSignInAttemptStore } from './typeorm-sign-in-attempt.store';
import { TypeormSigningKeyStore } from './typeorm-signing-key.store';
import { TypeormTokenStore } from './typeorm-token.store';

/** Every store of the house over one gateway: the protocol's, the people's and the registry's. */
export class TypeormUnitOfWork extends UnitOfWork implements IdentityUnitOfWork, RegistryUnitOfWork {
  override readonly reads: ProtocolReads;
  readonly identityReads: IdentityReads;
  readonly registryReads: RegistryReads;
  private readonly ledger: LedgerWriter;

  /** @param afterRegistryChange told after every commit of the registry, so that memory of it can be dropped at once */
  constructor(
    private readonly gateway: Gateway,
    private readonly afterRegistryChange: () => void = () => undefined,
  ) {
    super();
    const { reads } = gateway;
    this.reads = { ...protocolStores(reads), accounts: new TypeormAccountDirectory(reads) };
    this.identityReads = identityStores(reads);
    this.registryReads = registryStores(reads);
    this.ledger = new LedgerWriter(gateway);
  }

  override run<T>(work: (stores: ProtocolStores) => Promise<T>): Promise<T> {
    return this.gateway.transaction((connection) => work(protocolStores(connection)));
  }

  override record(tokens: readonly TokenRecord[]): Promise<void> {
    return this.ledger.record(tokens);
  }

  runIdentity<T>(work: (stores: IdentityStores) => Promise<T>): Promise<T> {
    return this.gateway.transaction((connection) => work(identityStores(connection)));
  }

  async runRegistry<T>(work: (stores: RegistryStores) => Promise<T>): Promise<T> {
    const result = await this.gateway.transaction((connection) => work(registryStores(connection)));
    this.afterRegistryChange();
    return result;
  }

  /** Waits for what was accepted, then closes the database. */
  async close(): Promise<void> {
    await this.ledger.close();
    await this.gateway.close();
  }
}

function protocolStores(connection: Connection): ProtocolStores {
  return {
    authorizationCodes: new TypeormAuthorizationCodeStore(connection),
    families: new TypeormFamilyStore(connection),
    tokens: new TypeormTokenStore(connection),
    consents: new TypeormConsentStore(connection),
    oneTime: new TypeormOneTimeStore(connection),
    signingKeys: new TypeormSigningKeyStore(connection),
  };
}

function identityStores(connection: Connection): IdentityStores {
  return {
    identityAccounts: new TypeormAccountStore(connection),
    sessions: new TypeormSessionStore(connection),
    signInAttempts: new TypeormSignInAttemptStore(connection),
    installation: new TypeormInstallationStore(connection),
  };
}

function registryStores(connection: Connection): RegistryStores {
  return {
    instanceSecrets: new TypeormInstanceSecretStore(connection),
    clients: new TypeormClientStore(connection),
    apis: new TypeormApiStore(connection),
    leases: new TypeormLeaseStore(connection),
    catalogue: new TypeormCatalogueStore(connection),
  };
}
