/** Where each key stood when, on one axis of time. Pure. */
import { actionOf, type Algorithm, ALGORITHMS, type SigningKey } from './key-words';

export interface Segment {
  readonly state: 'announced' | 'active' | 'retiring';
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  /** Not yet: it stays so until then at least. */
  readonly planned: boolean;
}

export interface Lane {
  readonly key: SigningKey;
  readonly segments: readonly Segment[];
}

export interface Timeline {
  readonly from: number;
  readonly to: number;
  readonly groups: readonly { readonly algorithm: Algorithm; readonly lanes: readonly Lane[] }[];
}

const DAY = 86_400_000;
/** Shown on either side of now, at least. */
const AROUND = 7 * DAY;

/** Algorithms without a key are left out; the oldest key of each comes first. */
export function timelineOf(keys: readonly SigningKey[], now: number): Timeline {
  const groups = ALGORITHMS.map((algorithm) => ({
    algorithm,
    lanes: keys
      .filter((key) => key.algorithm === algorithm)
      .sort((one, other) => one.created_at - other.created_at)
      .map((key) => ({ key, segments: segmentsOf(key, now) })),
  })).filter(({ lanes }) => lanes.length > 0);
  const segments = groups.flatMap(({ lanes }) => lanes.flatMap((lane) => lane.segments));
  const from = Math.min(now - AROUND, ...segments.map((segment) => segment.from));
  const to = Math.max(now + AROUND, ...segments.map((segment) => segment.to));
  // An active key signs until another takes over: no end of it is in sight.
  const open: Segment = { state: 'active', from: now, to, planned: true };
  const goOn = (lane: Lane): Lane =>
    lane.key.state === 'active' ? { ...lane, segments: [...lane.segments, open] } : lane;
  return { from, to, groups: groups.map(({ algorithm, lanes }) => ({ algorithm, lanes: lanes.map(goOn) })) };
}

function segmentsOf(key: SigningKey, now: number): Segment[] {
  const { created_at: created, activated_at: activated, retiring_at: retiring, retired_at: retired } = key;
  const end = retired ?? now;
  const past: Segment[] = [
    { state: 'announced', from: created, to: activated ?? end, planned: false },
    ...(activated === null ? [] : [{ state: 'active' as const, from: activated, to: retiring ?? end, planned: false }]),
    ...(retiring === null ? [] : [{ state: 'retiring' as const, from: retiring, to: end, planned: false }]),
  ];
  const until = { next: actionOf(key, 'activate'), retiring: actionOf(key, 'retire') }[key.state as string]
    ?.allowed_from;
  const state = key.state === 'next' ? ('announced' as const) : ('retiring' as const);
  const planned = typeof until === 'number' && until > now ? [{ state, from: now, to: until, planned: true }] : [];
  return [...past, ...planned].filter(({ from, to }) => to > from);
}
