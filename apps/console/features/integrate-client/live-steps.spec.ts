import type { Shape } from '../../ui/admin-api';
import { freshFailures, liveSteps, newestOf, type Seen } from './live-steps';

const event = (name: string, at: number) => ({ event: name, at, client_id: 'shop' }) as Shape<'AuditEventAnswer'>;
const token = (at: number) => ({ id: 't1', issued_at: at }) as Shape<'TokenAnswer'>;
const failure = (at: number) => ({ at, reference: `R${at}` }) as Shape<'FailureAnswer'>;

const signedIn: Seen = {
  events: [event('token.issued', 20), event('authorization.granted', 10)],
  tokens: [token(20)],
  since: undefined,
};
const seenAt = (signsIn: boolean, seen: Seen) => liveSteps(signsIn, seen).map(({ at }) => at);

describe('the live check', () => {
  it('ticks what was seen, and waits for the rest', () => {
    expect(seenAt(true, { events: [], tokens: [], since: undefined })).toEqual([undefined, undefined, undefined]);
    expect(seenAt(true, { ...signedIn, events: signedIn.events.slice(1), tokens: [] })).toEqual([
      10,
      undefined,
      undefined,
    ]);
    expect(seenAt(true, signedIn)).toEqual([10, 20, 20]);
    expect(seenAt(false, { ...signedIn, events: [event('token.issued', 20)] })).toEqual([20, 20]);
  });

  it('forgets what was there before it was started over', () => {
    const since = newestOf(signedIn, [failure(30)]);
    expect(since).toBe(30);
    expect(seenAt(true, { ...signedIn, since })).toEqual([undefined, undefined, undefined]);
    expect(newestOf({ events: [], tokens: [], since: undefined }, [])).toBeUndefined();
  });

  it('shows only refusals that came after the last success', () => {
    const failures = [failure(25), failure(15), failure(5)];
    expect(freshFailures(failures, signedIn).map(({ at }) => at)).toEqual([25]);
    expect(freshFailures(failures, { events: [], tokens: [], since: 5 }).map(({ at }) => at)).toEqual([25, 15]);
  });

  it('links each tick to its proof', () => {
    expect(liveSteps(true, signedIn).map(({ href }) => href)).toEqual([
      '/audit?event=authorization.granted&client_id=shop',
      '/audit?event=token.issued&client_id=shop',
      '/tokens/t1',
    ]);
  });
});
