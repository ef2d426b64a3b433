/** Every migration, oldest first. A released one is never edited. */
import type { MigrationInterface } from 'typeorm';
import { CreateRegistry1767225600001 } from './0001-create-registry.migration';
import { CreatePeople1767225600002 } from './0002-create-people.migration';
import { CreateLedger1767225600003 } from './0003-create-ledger.migration';
import { ExtendLedger1767225600004 } from './0004-extend-ledger.migration';
import { CreateAudit1767225600005 } from './0005-create-audit.migration';
import { CreateAdministration1767225600006 } from './0006-create-administration.migration';
import { CreateLedgerIndex1767225600007 } from './0007-create-ledger-index.migration';
import { CreateRevocations1767225600008 } from './0008-create-revocations.migration';
import { CreateRevocationFeed1767225600009 } from './0009-create-revocation-feed.migration';
import { CreateUpkeep1767225600010 } from './0010-create-upkeep.migration';
import { IndexPeople1767225600011 } from './0011-index-people.migration';
import { CreateStatistics1767225600012 } from './0012-create-statistics.migration';
import { CreateExpiringRedirectUris1767225600013 } from './0013-create-expiring-redirect-uris.migration';

export const MIGRATIONS: readonly (new () => MigrationInterface & { readonly name: string })[] = [
  CreateRegistry1767225600001,
  CreatePeople1767225600002,
  CreateLedger1767225600003,
  ExtendLedger1767225600004,
  CreateAudit1767225600005,
  CreateAdministration1767225600006,
  CreateLedgerIndex1767225600007,
  CreateRevocations1767225600008,
  CreateRevocationFeed1767225600009,
  CreateUpkeep1767225600010,
  IndexPeople1767225600011,
  CreateStatistics1767225600012,
  CreateExpiringRedirectUris1767225600013,
];
