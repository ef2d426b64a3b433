import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** A place of the audit log that statistics remember: how far they have counted, when the log was verified. */
export interface StatisticMarkRow {
  name: string;
  seq: number;
  /** Epoch milliseconds. */
  at: number;
}

export function statisticMarkEntity(columns: Columns): EntitySchema<StatisticMarkRow> {
  return new EntitySchema<StatisticMarkRow>({
    name: 'statistic_mark',
    columns: {
      name: { ...columns.key(32), primary: true },
      seq: { ...columns.time },
      at: { ...columns.time },
    },
  });
}
