import type { ProtocolContext } from '../src/protocol-context';
import { DEFAULT_OPTIONS } from '../src/protocol-options';
import { FixedClock } from './fixed-clock';
import { api, client, publicClient } from './fixtures';
import { MemoryApiDirectory, MemoryClientDirectory } from './memory/memory-directories';
import { MemoryUnitOfWork } from './memory/memory-unit-of-work';
import { RecordingEventSink } from './recording-event-sink';
import { TestKeyRing } from './test-key-ring';

export const ISSUER = 'https://login.example';

/** A context whose parts a test can turn and look into. */
export interface TestContext extends ProtocolContext {
  readonly clock: FixedClock;
  readonly clients: MemoryClientDirectory;
  readonly apis: MemoryApiDirectory;
  readonly keys: TestKeyRing;
  readonly unitOfWork: MemoryUnitOfWork;
  readonly events: RecordingEventSink;
}

/**
 * A context in memory with `client()`, `publicClient()` and `api()`. Overrides replace whole parts; `options` is merged
 * with the defaults.
 */
export function protocolContext(
  overrides: Partial<Omit<TestContext, 'options'>> & { readonly options?: Partial<ProtocolContext['options']> } = {},
): TestContext {
  const { options, ...parts } = overrides;
  return {
    clock: new FixedClock(),
    clients: new MemoryClientDirectory(client(), publicClient()),
    apis: new MemoryApiDirectory(api()),
    keys: new TestKeyRing(),
    unitOfWork: new MemoryUnitOfWork(),
    events: new RecordingEventSink(),
    ...parts,
    options: { ...DEFAULT_OPTIONS, issuer: ISSUER, ...options },
  };
}
