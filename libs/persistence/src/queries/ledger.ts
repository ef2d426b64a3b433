/** Everything about tokens that were issued, for whoever looks at them. Nothing here decides whether one is accepted. */
import { randomUUID } from 'node:crypto';
import type { Gateway } from '../gateway/gateway';
import { LedgerIndexer } from '../ledger-index/ledger-indexer';
import { TokenLineage } from './token-lineage';
import { TokenSearch } from './token-search';

export class Ledger {
  readonly search: TokenSearch;
  readonly lineage: TokenLineage;

  constructor(private readonly gateway: Gateway) {
    this.search = new TokenSearch(gateway.reads);
    this.lineage = new TokenLineage(gateway.reads);
  }

  /** Keeps the index; one for each process, called again and again. */
  newIndexer(): LedgerIndexer {
    return new LedgerIndexer(this.gateway, randomUUID());
  }
}
