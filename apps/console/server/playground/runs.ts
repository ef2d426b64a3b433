/** The runs of this process. */
import 'server-only';
import { onePerProcess } from '../one-per-process';
import { endRun } from './end-run';
import { RunStore } from './run-store';

export const runs = onePerProcess('playground', () => new RunStore(endRun));
