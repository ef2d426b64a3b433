/** What the admin API answers about upkeep. Times are in epoch milliseconds. */
import { IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import { SWEEP_KINDS, type SweepKind } from '@gatehouse/persistence';
import { Describe, Nullable, Part, Parts, Time } from '../http/admin/schema';

/** How far the removal of one kind of rows has come. */
export class SweepAnswer {
  @IsIn(SWEEP_KINDS)
  kind!: SweepKind;

  @Describe('A pass is under way.')
  @IsBoolean()
  running!: boolean;

  @Nullable()
  @Time()
  last_started_at!: number | null;

  @Nullable()
  @Time()
  last_finished_at!: number | null;

  @Describe('Rows that the last finished pass removed.')
  @IsInt()
  last_removed!: number;

  @Describe('Rows that all passes removed.')
  @IsInt()
  removed_total!: number;

  @Time()
  next_at!: number;

  @Describe('For how long something has been waiting to be removed, or the pass to begin; milliseconds.')
  @IsInt()
  lag_ms!: number;

  @Nullable()
  @Time()
  failed_at!: number | null;

  @Describe('Name of the error of the last pass; the log has the rest.')
  @Nullable()
  @IsString()
  failure!: string | null;
}

/** About how large a table is, with its indexes. */
export class TableSizeAnswer {
  @IsString()
  table!: string;

  @Describe('An estimate.')
  @IsInt()
  rows!: number;

  @Describe('An estimate.')
  @IsInt()
  bytes!: number;
}

export class DatabaseSizeAnswer {
  @IsInt()
  bytes!: number;

  @Describe('Reserved and empty: new rows use it before the database grows.')
  @IsInt()
  free_bytes!: number;

  @Parts(() => TableSizeAnswer)
  tables!: TableSizeAnswer[];
}

export class UpkeepAnswer {
  @Time()
  at!: number;

  @Describe('False while the setting `sweeps.enabled` is off.')
  @IsBoolean()
  sweeping!: boolean;

  @Parts(() => SweepAnswer)
  sweeps!: SweepAnswer[];

  @Describe('At most a minute old.')
  @Part(() => DatabaseSizeAnswer)
  database!: DatabaseSizeAnswer;
}
