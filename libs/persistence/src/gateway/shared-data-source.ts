import { DataSource } from 'typeorm';

/** A data source that others hold as well: whoever destroys it closes the whole database, in order. */
export class SharedDataSource extends DataSource {
  /** Set by whoever opened the database. */
  closeDatabase: (() => Promise<void>) | undefined;

  override destroy(): Promise<void> {
    return this.closeDatabase ? this.closeDatabase() : super.destroy();
  }

  /** Closes these connections only. */
  disconnect(): Promise<void> {
    return super.destroy();
  }
}
