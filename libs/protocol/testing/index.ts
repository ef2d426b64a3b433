export * from './fixed-clock';
export * from './fixtures';
export * from './recording-event-sink';
export * from './test-context';
export * from './test-key-ring';
export * from './memory/memory-directories';
export * from './memory/memory-state';
export * from './memory/memory-unit-of-work';
