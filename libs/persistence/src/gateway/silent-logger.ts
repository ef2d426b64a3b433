import type { Logger } from 'typeorm';

/** TypeORM would print statements with their values. What matters is thrown, and whoever catches it logs it. */
export class SilentLogger implements Logger {
  logQuery(): void {}
  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}
