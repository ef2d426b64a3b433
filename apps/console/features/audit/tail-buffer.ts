/** What the live tail has received: shown above the list, or waiting while somebody reads. Pure and bounded. */
import type { AuditEvent } from './audit-api';

export interface TailBuffer {
  /** On the page, the newest first. */
  readonly shown: readonly AuditEvent[];
  /** Not on the page yet, the newest first. */
  readonly waiting: readonly AuditEvent[];
  /** How many have arrived and are not shown, those that were dropped included. */
  readonly unseen: number;
  /** More came than is kept: the list has to be read again, so that it has no gap. */
  readonly overflowed: boolean;
}

/** Kept in each half; more than anybody reads, little enough for any browser. */
export const MOST_KEPT = 500;

export const EMPTY_TAIL: TailBuffer = { shown: [], waiting: [], unseen: 0, overflowed: false };

/** @param arrived in the order of the chain, the newest last */
export function receive(tail: TailBuffer, arrived: readonly AuditEvent[]): TailBuffer {
  const known = new Set([...tail.waiting, ...tail.shown].map(({ id }) => id));
  const fresh = arrived.filter(({ id }) => !known.has(id)).reverse();
  if (fresh.length === 0) return tail;
  const waiting = [...fresh, ...tail.waiting];
  return {
    ...tail,
    waiting: waiting.slice(0, MOST_KEPT),
    unseen: tail.unseen + fresh.length,
    overflowed: tail.overflowed || waiting.length > MOST_KEPT,
  };
}

/** Puts what waits on the page. */
export function reveal(tail: TailBuffer): TailBuffer {
  if (tail.waiting.length === 0) return tail;
  const shown = [...tail.waiting, ...tail.shown];
  return {
    shown: shown.slice(0, MOST_KEPT),
    waiting: [],
    unseen: 0,
    overflowed: tail.overflowed || shown.length > MOST_KEPT,
  };
}
