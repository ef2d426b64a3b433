export * from './counting-password-engine';
export * from './fixtures';
export * from './memory-identity-stores';
export * from './memory-identity-unit-of-work';
export { describeIdentityStoreContracts, type IdentityFixtureSource } from './store-contracts/identity-stores.contract';
