/** What admins registered, answered from memory: a change counts on every replica within a second. */
import type { ApiRecord } from '../records/api';
import type { ClientRecord } from '../records/client';

export type Awaitable<T> = T | Promise<T>;

export abstract class ClientDirectory {
  abstract find(clientId: string): Awaitable<ClientRecord | undefined>;
}

export abstract class ApiDirectory {
  /** By exact identifier. */
  abstract find(identifier: string): Awaitable<ApiRecord | undefined>;
  /** Every enabled API: few, and needed to tell which scope belongs where. */
  abstract all(): Awaitable<readonly ApiRecord[]>;
}
