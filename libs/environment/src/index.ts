export type { DatabaseSettings } from './database-url';
export { ENVIRONMENT_NAMES } from './environment';
export type { LogLevel } from './environment-rules';
export type { TrustProxy } from './network-names';
export { readAdminAccess, type AdminAccess } from './admin-access';
export {
  readEnvironment,
  withEnvironmentFile,
  type EnvironmentReading,
  type EnvironmentSource,
} from './read-environment';
export { describeFaults, FAULTY_ENVIRONMENT } from './report-faults';
export * from './settings';
