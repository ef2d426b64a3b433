/**
 * How much a sweep does at once and how long it rests: steps small enough that nobody waits long behind one, and a rest
 * in proportion to what a step took, longer while others want to write.
 */
import type { Dialect } from '../columns/columns';

export interface StepTaken {
  /** Milliseconds in which others had to wait. */
  readonly took: number;
  /** Rows looked at, and those removed. */
  readonly rows: number;
  readonly removed: number;
  /** Units of work that wait for the database. */
  readonly waiting: number;
  /** Rows that may go in a second. */
  readonly perSecond: number;
}

export const MOST_ROWS = 1_000;
const FEWEST_ROWS = 16;
/** Milliseconds of a step: an embedded database works in our own process, where nothing else happens meanwhile. */
const GOAL = { sqlite: 1, mysql: 15, mariadb: 15 } as const;
const FIRST_ROWS = { sqlite: 64, mysql: 250, mariadb: 250 } as const;
/** Rest as a multiple of the work. */
const REST = 3;
const REST_BESIDE_OTHERS = 5;

export class Pace {
  /** For the next step. */
  rows: number;
  private readonly goal: number;

  constructor(dialect: Dialect) {
    this.rows = FIRST_ROWS[dialect];
    this.goal = GOAL[dialect];
  }

  /** @returns how long to rest now, milliseconds */
  rest({ took, rows, removed, waiting, perSecond }: StepTaken): number {
    // A stretch that was cut short by the end of the table says nothing about the size.
    if (rows >= this.rows / 2) {
      const factor = Math.min(1.5, Math.max(0.5, this.goal / Math.max(took, 0.01)));
      this.rows = Math.round(Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, this.rows * factor)));
    }
    const owed = took * (waiting > 0 ? REST_BESIDE_OTHERS : REST);
    return Math.max(owed, (removed / perSecond) * 1000 - took);
  }
}
