import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** A setting that differs from its default; `value` is JSON. */
export interface SettingRow {
  name: string;
  value: string;
  updated_at: number;
}

export function settingEntity(columns: Columns): EntitySchema<SettingRow> {
  return new EntitySchema<SettingRow>({
    name: 'setting',
    columns: {
      name: { ...columns.key(64), primary: true },
      value: { ...columns.json },
      updated_at: { ...columns.time },
    },
  });
}
