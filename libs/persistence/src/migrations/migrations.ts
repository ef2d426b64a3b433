/** Every migration, oldest first. A released one is never edited. */
import type { MigrationInterface } from 'typeorm';
import { CreateRegistry1767225600001 } from './0001-create-registry.migration';
import { CreatePeople1767225600002 } from './0002-create-people.migration';
import { CreateLedger1767225600003 } from './0003-create-ledger.migration';

export const MIGRATIONS: readonly (new () => MigrationInterface & { readonly name: string })[] = [
  CreateRegistry1767225600001,
  CreatePeople1767225600002,
  CreateLedger1767225600003,
];
