export type { DatabaseSettings } from './database-url';
export { ENVIRONMENT_NAMES } from './environment';
export type { LogLevel } from './environment-rules';
export type { TrustProxy } from './network-names';
export {
  readEnvironment,
  withEnvironmentFile,
  type EnvironmentReading,
  type EnvironmentSource,
} from './read-environment';
export { describeFaults, FAULTY_ENVIRONMENT } from './report-faults';
export * from './settings';
