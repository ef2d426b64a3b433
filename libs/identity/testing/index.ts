export * from './counting-password-engine';
export * from './fixtures';
export * from './memory-identity-stores';
export * from './memory-identity-unit-of-work';
