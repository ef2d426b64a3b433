import { CatalogueStore } from '@gatehouse/protocol';
import type { CatalogueRow } from '../entities/catalogue.entity';
import { oneRow, type Connection } from '../gateway/gateway';
import { raiseCatalogueVersion } from './catalogue-version';

const VERSION = 'SELECT version FROM catalogue WHERE id = 1';

export class TypeormCatalogueStore extends CatalogueStore {
  constructor(private readonly connection: Connection) {
    super();
  }

  override async version(): Promise<number> {
    return (await oneRow<Pick<CatalogueRow, 'version'>>(this.connection, VERSION, []))?.version ?? 0;
  }

  override raiseVersion(): Promise<void> {
    return raiseCatalogueVersion(this.connection);
  }
}
