import type { AuditEvent } from './audit-api';
import { EMPTY_TAIL, MOST_KEPT, receive, reveal } from './tail-buffer';

const events = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ id: String(from + index) }) as AuditEvent);
const ids = (list: readonly AuditEvent[]) => list.map(({ id }) => id);

describe('the buffer of the live tail', () => {
  it('keeps what arrives back until it is asked for, the newest first', () => {
    const tail = receive(receive(EMPTY_TAIL, events(1, 2)), events(3, 3));
    expect([ids(tail.shown), ids(tail.waiting), tail.unseen]).toEqual([[], ['3', '2', '1'], 3]);
    const shown = receive(reveal(tail), events(4, 4));
    expect([ids(shown.shown), ids(shown.waiting), shown.unseen]).toEqual([['3', '2', '1'], ['4'], 1]);
  });

  it('does not take an event twice', () => {
    const tail = receive(reveal(receive(EMPTY_TAIL, events(1, 2))), events(2, 2));
    expect([ids(tail.shown), tail.waiting, tail.unseen]).toEqual([['2', '1'], [], 0]);
  });

  it('counts beyond what it keeps, and says that there is a gap', () => {
    const full = receive(EMPTY_TAIL, events(1, MOST_KEPT));
    expect(full.overflowed).toBe(false);
    const over = receive(full, events(MOST_KEPT + 1, MOST_KEPT + 20));
    expect([over.waiting.length, over.unseen, over.overflowed]).toEqual([MOST_KEPT, MOST_KEPT + 20, true]);
    expect(over.waiting[0]?.id).toBe(String(MOST_KEPT + 20));
    expect(reveal(over)).toMatchObject({ unseen: 0, overflowed: true });
  });

  it('bounds what is shown as well', () => {
    const first = reveal(receive(EMPTY_TAIL, events(1, MOST_KEPT)));
    const second = reveal(receive(first, events(1_001, 1_001)));
    expect([second.shown.length, second.shown[0]?.id, second.overflowed]).toEqual([MOST_KEPT, '1001', true]);
  });
});
