// Which core does what: the server under test has core 0 to itself, whatever asks or stores shares core 1.
import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem } from 'node:os';

const canPin = availableParallelism() >= 2 && spawnSync('taskset', ['-c', '0', 'true']).status === 0;

export const SERVER_CORE = 0;
export const LOAD_CORE = 1;

/** `[program, arguments]` that runs a command on one core; as it is where that cannot be done. */
export function pinned(core, program, args) {
  return canPin ? ['taskset', ['-c', String(core), program, ...args]] : [program, args];
}

/** Moves a running process with all its threads to one core. */
export function pin(core, pid) {
  if (canPin) spawnSync('taskset', ['-acp', String(core), String(pid)]);
}

/** What the figures were measured on. */
export function machine() {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory: `${Math.round(totalmem() / 1e9)} GB`,
    system: `${process.platform} ${release()}`,
    node: process.version,
    pinned: canPin,
  };
}
