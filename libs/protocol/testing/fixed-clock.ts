import { Clock } from '../src/ports/clock';

/** Where test clocks start: epoch milliseconds. */
export const START = Date.UTC(2026, 0, 15, 12);

/** A clock that moves only when told. */
export class FixedClock extends Clock {
  constructor(private time: number = START) {
    super();
  }

  override now(): number {
    return this.time;
  }

  /** Moves forward by milliseconds (or back, when negative). */
  advance(milliseconds: number): void {
    this.time += milliseconds;
  }

  set(time: number): void {
    this.time = time;
  }
}
