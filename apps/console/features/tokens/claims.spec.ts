import type { Shape } from '../../ui/admin-api';
import { claimOf, decodeJwt, knownClaims, momentOf } from './claims';

const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');

describe('claims', () => {
  it('of a pasted JWT are read, header and payload, with their meaning', () => {
    const jwt = `${part({ alg: 'EdDSA', kid: 'k7' })}.${part({ sub: 'ada', name: 'Zoë', exp: 1_800_000_000 })}.c2ln`;
    const decoded = decodeJwt(`Bearer ${jwt}`);
    expect(decoded?.header.map(({ name, value }) => [name, value])).toEqual([
      ['alg', 'EdDSA'],
      ['kid', 'k7'],
    ]);
    expect(decoded?.payload.map(({ value }) => value)).toEqual(['ada', 'Zoë', 1_800_000_000]);
    expect(decoded?.payload[0]?.meaning).toMatch(/Whom it is about/);
  });

  it('are not made up for what is no JWT', () => {
    for (const text of ['', 'gh_rt_x', 'a.b', 'a.b.c', `${part([])}.x.y`]) expect(decodeJwt(text)).toBeUndefined();
  });

  it('of a token in the ledger are those that the ledger knows', () => {
    const token = {
      id: 'id',
      kind: 'access_token',
      format: 'jwt',
      family_id: 'approval',
      session_id: 'session',
      subject: 'ada',
      client_id: 'web',
      audience: ['https://api.example.com'],
      scope: ['openid', 'orders:read'],
      issued_at: 1_790_000_000_500,
      expires_at: 1_790_000_600_000,
    } as unknown as Shape<'TokenAnswer'>;
    expect(
      Object.fromEntries(knownClaims(token, 'https://id.example').map(({ name, value }) => [name, value])),
    ).toEqual({
      iss: 'https://id.example',
      sub: 'ada',
      aud: 'https://api.example.com',
      client_id: 'web',
      scope: 'openid orders:read',
      iat: 1_790_000_000,
      exp: 1_790_000_600,
      jti: 'id',
      family_id: 'approval',
    });
    const names = knownClaims({ ...token, kind: 'id_token' }, '').map(({ name }) => name);
    expect(names).toContain('sid');
    expect(names).not.toContain('client_id');
  });

  it('that are moments are told from numbers', () => {
    expect(momentOf(claimOf('exp', 5))).toBe(5000);
    expect(momentOf(claimOf('exp', '5'))).toBeUndefined();
    expect(momentOf(claimOf('level', 5))).toBeUndefined();
  });
});
