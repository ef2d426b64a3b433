import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** How often something happened in an hour or a day; see `statistics/README.md`. */
export interface StatisticRow {
  /** What a row sums up: an hour or a day, of everybody or of one client. */
  grain: string;
  /** When the hour or the day began, in UTC; epoch milliseconds. */
  start: number;
  series: string;
  /** Empty where no client is named, and in the grains of everybody. */
  client_id: string;
  /** Empty where there is none. */
  reason: string;
  counted: number;
}

export function statisticEntity(columns: Columns): EntitySchema<StatisticRow> {
  return new EntitySchema<StatisticRow>({
    name: 'statistic',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      grain: { ...columns.key(16), primary: true },
      start: { ...columns.time, primary: true },
      series: { ...columns.key(40), primary: true },
      client_id: { ...columns.key(255), primary: true },
      reason: { ...columns.key(128), primary: true },
      counted: { ...columns.time },
    },
  });
}
