import { driverFault, StoreBusyError, StoreUnavailableError } from '../store-errors';

/** Another process holds the write lock. */
export function isBusy(error: unknown): boolean {
  return driverFault(error)?.code.startsWith('SQLITE_BUSY') ?? false;
}

const UNABLE = ['SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_NOTADB', 'SQLITE_CORRUPT'];

/** A driver's error as callers should see it: what is not the database's state is passed on as it is. */
export function sqliteFault(error: unknown): unknown {
  if (isBusy(error)) return new StoreBusyError('another process holds the database', { cause: error });
  const code = driverFault(error)?.code ?? '';
  if (UNABLE.some((unable) => code.startsWith(unable))) {
    return new StoreUnavailableError(`the database cannot write (${code})`, { cause: error });
  }
  return error;
}
