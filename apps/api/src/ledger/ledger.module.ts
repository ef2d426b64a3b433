import { Module } from '@nestjs/common';
import { LedgerIndexing } from './ledger-indexing';
import { TokensController } from './tokens.controller';

/** What was issued, to be found and explained. Revoking it is the business of `revocations/`. */
@Module({ controllers: [TokensController], providers: [LedgerIndexing] })
export class LedgerModule {}
