import { beginningOf, endAfter, endsSoon, liveOf, overlapOf, usedLately, type Secret } from './secret-words';

const HOUR = 3_600_000;
const NOW = 1_800_000_000_000;

function secret(more: Partial<Secret>): Secret {
  return {
    self: '',
    id: '0199e6a1-7c00-7abc-8def-0123456789ab',
    state: 'live',
    created_at: NOW - 48 * HOUR,
    expires_at: null,
    last_used_at: null,
    last_used_ip: null,
    last_used_method: null,
    ...more,
  };
}

describe('how a secret begins', () => {
  it('is worked out from its id, as the server makes it, and holds nothing that is secret', () => {
    const id = '0199e6a1-7c00-7abc-8def-0123456789ab';
    const bytes = Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), Buffer.alloc(32, 0xff)]);
    const whole = `gh_cs_${bytes.toString('base64url')}`;
    expect(whole.startsWith(beginningOf(id))).toBe(true);
    // 16 bytes of id are 21 letters and a bit.
    expect(beginningOf(id).length).toBeLessThanOrEqual('gh_cs_'.length + 21);
  });
});

describe('overlap', () => {
  const old = secret({ id: 'old', expires_at: NOW + HOUR });
  const fresh = secret({ id: 'new', created_at: NOW - 2 * HOUR });

  it('is there while two secrets work, and names the older one', () => {
    expect(overlapOf([fresh, old], NOW)).toMatchObject({ old: { id: 'old' }, newest: { id: 'new' } });
    expect(overlapOf([fresh, { ...old, state: 'expired' }], NOW)).toBeUndefined();
    expect(overlapOf([], NOW)).toBeUndefined();
    expect(liveOf([fresh, old]).map(({ id }) => id)).toEqual(['old', 'new']);
  });

  it.each([
    ['never used', null, NOW - 2 * HOUR, true],
    ['used before the new one was made', NOW - 3 * HOUR, NOW - 2 * HOUR, true],
    ['used half an hour ago', NOW - HOUR / 2, NOW - 2 * HOUR, false],
    ['the new one is too young to tell', null, NOW - HOUR / 2, false],
  ])('is quiet or not: %s', (_title, lastUse, created, quiet) => {
    const overlap = overlapOf(
      [
        { ...old, last_used_at: lastUse },
        { ...fresh, created_at: created },
      ],
      NOW,
    );
    expect(overlap?.quiet).toBe(quiet);
  });
});

describe('times', () => {
  it('ends after the chosen days, or never', () => {
    expect(endAfter('180', NOW)).toBe(NOW + 180 * 24 * HOUR);
    expect(endAfter('never', NOW)).toBeNull();
  });

  it('says when a secret is in its last two weeks, and when it was used in the last day', () => {
    expect(endsSoon(secret({ expires_at: NOW + 13 * 24 * HOUR }), NOW)).toBe(true);
    expect(endsSoon(secret({ expires_at: NOW + 15 * 24 * HOUR }), NOW)).toBe(false);
    expect(endsSoon(secret({ expires_at: NOW - 1, state: 'expired' }), NOW)).toBe(false);
    expect(endsSoon(secret({}), NOW)).toBe(false);
    expect(usedLately(secret({ last_used_at: NOW - 23 * HOUR }), NOW)).toBe(true);
    expect(usedLately(secret({ last_used_at: NOW - 25 * HOUR }), NOW)).toBe(false);
    expect(usedLately(secret({}), NOW)).toBe(false);
  });
});
