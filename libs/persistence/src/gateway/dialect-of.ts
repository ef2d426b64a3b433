import type { DataSource } from 'typeorm';
import type { Dialect } from '../columns/columns';

/** Which of the three a TypeORM data source speaks. */
export function dialectOf(dataSource: DataSource): Dialect {
  const { type } = dataSource.options;
  if (type === 'better-sqlite3') return 'sqlite';
  if (type === 'mysql' || type === 'mariadb') return type;
  throw new Error(`a data source of type ${type} is not supported`);
}
