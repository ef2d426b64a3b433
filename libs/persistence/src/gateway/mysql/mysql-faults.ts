import { driverFault, StoreBusyError, StoreUnavailableError } from '../store-errors';

/** Deadlock, lock wait timeout, changed since read, and TiDB's write conflict: the whole work may run again. */
const CONFLICTS = [1213, 1205, 1020, 9007];
/** Too many connections, statement over its time limit (MariaDB, MySQL). */
const OVERLOADED = [1040, 1203, 1226, 1969, 3024];
/** Server shutting down, connection killed, read-only server, disk full, table full. */
const UNABLE = [1053, 1927, 1290, 1836, 1021, 1114];
const LOST = ['PROTOCOL_CONNECTION_LOST', 'PROTOCOL_SEQUENCE_TIMEOUT', 'PROTOCOL_PACKETS_OUT_OF_ORDER'];
const NETWORK = /^E(CONN(REFUSED|RESET|ABORTED)|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|AI_AGAIN|NOTFOUND)$/;

export function isConflict(error: unknown): boolean {
  return CONFLICTS.includes(driverFault(error)?.errno ?? 0);
}

/** The connection is gone or out of step and must not be used again. */
export function isConnectionLost(error: unknown): boolean {
  const fault = driverFault(error);
  if (!fault) return false;
  // mysql2 has no code for a connection that is closed, or a pool that is; both are marked or told by their text.
  return (
    fault.fatal || LOST.includes(fault.code) || NETWORK.test(fault.code) || /^Pool is closed/.test(messageOf(error))
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}

/** A driver's error as callers should see it: what is not the database's state is passed on as it is. */
export function mysqlFault(error: unknown): unknown {
  if (error instanceof StoreBusyError || error instanceof StoreUnavailableError) return error;
  const errno = driverFault(error)?.errno ?? 0;
  if (isConflict(error)) return new StoreBusyError(`the database kept refusing (${errno})`, { cause: error });
  if (OVERLOADED.includes(errno)) return new StoreBusyError(`the database is overloaded (${errno})`, { cause: error });
  if (isConnectionLost(error) || UNABLE.includes(errno)) {
    return new StoreUnavailableError('the database cannot be reached', { cause: error });
  }
  return error;
}
