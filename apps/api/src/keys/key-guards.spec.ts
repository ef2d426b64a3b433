import { DEFAULT_KEY_LIFECYCLE, type SigningKeyRecord } from '@gatehouse/protocol';
import { signingKey } from '@gatehouse/protocol/testing';
import { keyGuards, LONGEST_TOKEN, tokensEndBy } from './key-guards';

const DAY = 86_400_000;
const NOW = 1_000 * DAY;

function guards(overrides: Partial<SigningKeyRecord>) {
  const key = signingKey({ createdAt: NOW, activatedAt: null, retiringAt: null, retiredAt: null, ...overrides });
  return Object.fromEntries(keyGuards(key, DEFAULT_KEY_LIFECYCLE, NOW).map((guard) => [guard.action, guard]));
}

describe('what may be done with a signing key', () => {
  it('an announced key signs when every relying party can have fetched it, before only by force', () => {
    expect(guards({ state: 'next', createdAt: NOW - 14 * DAY + 1 })['activate']).toMatchObject({
      allowed: false,
      forcible: true,
      allowedFrom: NOW + 1,
    });
    expect(guards({ state: 'next', createdAt: NOW - 14 * DAY })['activate']).toMatchObject({ allowed: true });
  });

  it('an announced key may be withdrawn at any time', () => {
    expect(guards({ state: 'next' })['retire']).toMatchObject({ allowed: true });
  });

  it('the key that signs can neither be activated nor retired, not even by force', () => {
    const { activate, retire, revoke } = guards({ state: 'active', activatedAt: NOW });
    expect(activate).toMatchObject({ allowed: false, forcible: false });
    expect(retire).toMatchObject({ allowed: false, forcible: false });
    expect(revoke).toMatchObject({ allowed: true });
  });

  it('a key leaves the key set when nothing that it signed is alive, before only by force', () => {
    const times = { state: 'retiring', activatedAt: NOW - 100 * DAY } as const;
    expect(guards({ ...times, retiringAt: NOW - 14 * DAY + 1 })['retire']).toMatchObject({
      allowed: false,
      forcible: true,
    });
    expect(guards({ ...times, retiringAt: NOW - 14 * DAY })['retire']).toMatchObject({ allowed: true });
    expect(guards({ ...times, retiringAt: NOW })['activate']).toMatchObject({ allowed: false, forcible: false });
  });

  it('a key is revoked once', () => {
    const { revoke, retire } = guards({ state: 'retired', retiredAt: NOW, revokedAt: NOW });
    expect(revoke).toMatchObject({ allowed: false, forcible: false });
    expect(retire).toMatchObject({ allowed: false, forcible: false });
  });

  it('tells by when the last token of a key has expired', () => {
    const of = (overrides: Partial<SigningKeyRecord>) => tokensEndBy(signingKey(overrides));
    expect(of({ state: 'active', activatedAt: NOW, retiringAt: null, retiredAt: null })).toBeNull();
    expect(of({ state: 'retiring', activatedAt: NOW, retiringAt: NOW + DAY })).toBe(NOW + DAY + LONGEST_TOKEN);
    expect(of({ state: 'retired', activatedAt: null, retiringAt: null, retiredAt: NOW })).toBe(NOW);
  });
});
