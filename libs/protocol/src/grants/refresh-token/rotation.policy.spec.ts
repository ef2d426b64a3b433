import { client, publicClient, refreshToken, START } from '../../../testing';
import { DEFAULT_OPTIONS } from '../../protocol-options';
import type { TokenRecord } from '../../records/token';
import { graceOf, judgePresentation, rotates } from './rotation.policy';

const GRACE = 10_000;
const NOW = START + 3_600_000;
const options = { ...DEFAULT_OPTIONS, issuer: 'https://login.example' };

function successor(overrides: Partial<TokenRecord> = {}): TokenRecord {
  return refreshToken({ generation: 1, ...overrides }).record;
}

function rotated(age: number, overrides: Partial<TokenRecord> = {}): TokenRecord {
  const successorSealed = Buffer.from('sealed');
  return refreshToken({ rotatedAt: NOW - age, successorId: successor().id, successorSealed, ...overrides }).record;
}

describe('RFC 9700 §4.14.2 who rotates', () => {
  it('public clients do, confidential ones do not', () => {
    expect(rotates(publicClient())).toBe(true);
    expect(rotates(client())).toBe(false);
  });

  it('each client may differ', () => {
    expect(rotates(publicClient({ refreshTokenRotation: false }))).toBe(false);
    expect(rotates(client({ refreshTokenRotation: true }))).toBe(true);
  });

  it('decides about a token that has no successor yet', () => {
    const fresh = refreshToken().record;
    expect(judgePresentation(fresh, undefined, publicClient(), GRACE, NOW)).toBe('rotate');
    expect(judgePresentation(fresh, undefined, client(), GRACE, NOW)).toBe('use');
  });
});

describe('D-04 retry or reuse', () => {
  const judge = (token: TokenRecord, next: TokenRecord | undefined, grace = GRACE) =>
    judgePresentation(token, next, publicClient(), grace, NOW);

  it.each([0, 1, GRACE])('is a retry %d ms after the rotation', (age) => {
    expect(judge(rotated(age), successor())).toBe('retry');
  });

  it('is a retry when the clock of another replica is a little behind', () => {
    expect(judge(rotated(-500), successor())).toBe('retry');
  });

  it('is reuse after the window', () => {
    expect(judge(rotated(GRACE + 1), successor())).toBe('reuse');
  });

  it.each(['rotatedAt', 'lastUsedAt'])('is reuse once the successor has %s', (field) => {
    expect(judge(rotated(1), successor({ [field]: NOW }))).toBe('reuse');
  });

  it('is neither when the successor was revoked in between: nobody has shown a copy', () => {
    expect(judge(rotated(1), successor({ revokedAt: NOW }))).toBe('ended');
    expect(judge(rotated(GRACE + 1), successor({ revokedAt: NOW }))).toBe('reuse');
  });

  it('is reuse when the seal is gone, as it is for a grandparent', () => {
    expect(judge(rotated(1, { successorSealed: null }), successor())).toBe('reuse');
  });

  it('is reuse when the successor is gone', () => {
    expect(judge(rotated(1), undefined)).toBe('reuse');
  });

  it('has no window at all when it is set to 0', () => {
    expect(judge(rotated(0), successor(), 0)).toBe('reuse');
  });

  it('still judges a rotated token by its window after rotation was turned off', () => {
    expect(judgePresentation(rotated(1), successor(), client(), GRACE, NOW)).toBe('retry');
    expect(judgePresentation(rotated(GRACE + 1), successor(), client(), GRACE, NOW)).toBe('reuse');
  });
});

describe('the window for retries', () => {
  it('is the instance’s, the client’s if it has one, and never above 60 seconds', () => {
    expect(graceOf(client(), options)).toBe(10_000);
    expect(graceOf(client({ refreshTokenGrace: 0 }), options)).toBe(0);
    expect(graceOf(client({ refreshTokenGrace: 45 }), options)).toBe(45_000);
    expect(graceOf(client({ refreshTokenGrace: 3600 }), options)).toBe(60_000);
  });
});
