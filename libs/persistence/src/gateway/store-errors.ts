/** What can go wrong with a store through nobody's fault but the database's; both are a 503 with Retry-After. */

import { StoreError } from '@gatehouse/protocol';

/** Too much waits for the database already, or it took too long. Trying again later is right. */
export class StoreBusyError extends StoreError {
  override readonly name = 'StoreBusyError';
}

/** The database cannot be reached, or cannot write. */
export class StoreUnavailableError extends StoreError {
  override readonly name = 'StoreUnavailableError';
}

interface DriverFault {
  readonly code: string;
  readonly errno: number;
  /** mysql2: the connection is of no more use. */
  readonly fatal: boolean;
}

/** Code and number of a driver's error, also when TypeORM wrapped it. Told by shape: drivers are loaded in more realms than one. */
export function driverFault(error: unknown): DriverFault | undefined {
  const inner = isObject(error) && 'driverError' in error ? error['driverError'] : error;
  if (!isObject(inner)) return undefined;
  const { code, errno, fatal } = inner;
  return {
    code: typeof code === 'string' ? code : '',
    errno: typeof errno === 'number' ? errno : 0,
    fatal: fatal === true,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const ER_DUP_ENTRY = 1062;

/** A unique key was there already. */
export function isDuplicate(error: unknown): boolean {
  const fault = driverFault(error);
  if (!fault) return false;
  return (
    fault.errno === ER_DUP_ENTRY ||
    fault.code === 'SQLITE_CONSTRAINT_UNIQUE' ||
    fault.code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
  );
}
