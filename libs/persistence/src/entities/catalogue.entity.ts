import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** One row: a number that every change to clients, APIs and keys raises. */
export interface CatalogueRow {
  id: number;
  version: number;
}

export function catalogueEntity(columns: Columns): EntitySchema<CatalogueRow> {
  return new EntitySchema<CatalogueRow>({
    name: 'catalogue',
    columns: {
      id: { ...columns.integer, primary: true },
      version: { ...columns.time },
    },
  });
}
