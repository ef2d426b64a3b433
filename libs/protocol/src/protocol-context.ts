/** Everything an endpoint works with, put together once at start-up. */
import type { signJwt } from './crypto/jws';
import type { ApiDirectory, ClientDirectory } from './ports/directories';
import type { Clock } from './ports/clock';
import type { EventSink } from './ports/event-sink';
import type { KeyRing } from './ports/key-ring';
import type { ClientSecretUses } from './ports/registry-stores';
import type { UnitOfWork } from './ports/unit-of-work';
import type { ProtocolOptions } from './protocol-options';

export interface ProtocolContext {
  readonly options: ProtocolOptions;
  readonly clock: Clock;
  readonly clients: ClientDirectory;
  readonly apis: ApiDirectory;
  readonly keys: KeyRing;
  readonly unitOfWork: UnitOfWork;
  readonly events: EventSink;
  /** Signs our tokens. Default: really. */
  readonly sign?: typeof signJwt;
  /** Told which secret a client has proven itself with. */
  readonly secretUses?: ClientSecretUses;
}

/** Who sent a request, as far as the transport knows. */
export interface RequestOrigin {
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** Our name for the request, which whoever is refused is shown. */
  readonly reference?: string;
}
