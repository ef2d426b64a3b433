import type { Shape } from '../../ui/admin-api';
import { checksOf, verdictOf } from './judgement';

const token = (more: Partial<Shape<'TokenAnswer'>>) =>
  ({
    kind: 'access_token',
    state: 'active',
    ended_by: null,
    key_id: 'k1',
    family_id: 'f',
    consent_id: 'c',
    revocation_reason: null,
    ...more,
  }) as Shape<'TokenAnswer'>;
const verdicts = (of: Shape<'TokenAnswer'>) => checksOf(of).map(({ verdict }) => verdict);

describe('how a token would be judged', () => {
  it('passes everything while it stands', () => {
    expect(new Set(verdicts(token({})))).toEqual(new Set(['passed']));
    expect(checksOf(token({}))).toHaveLength(11);
    expect(verdictOf(token({}))).toBe('Accepted now.');
  });

  it('asks only what such a token hangs on', () => {
    const names = checksOf(token({ key_id: null, family_id: null, consent_id: null })).map(({ name }) => name);
    expect(names).toHaveLength(4);
    expect(names.join()).not.toMatch(/consent|session|approval|user|signed/);
  });

  it('names the first check that fails; later ones are not asked', () => {
    const ended = token({ state: 'revoked', ended_by: 'session_ended' });
    expect(checksOf(ended).find(({ verdict }) => verdict === 'failed')?.name).toMatch(/session/);
    expect(verdicts(ended)).toEqual([...Array<string>(8).fill('passed'), 'failed', 'not asked', 'not asked']);
    expect(verdictOf(ended)).toMatch(/^Refused now. The session has ended/);
  });

  it('a code and a refresh token are good for one exchange', () => {
    const used = token({ kind: 'authorization_code', state: 'used', key_id: null });
    expect(checksOf(used).at(-1)).toMatchObject({ name: 'It was not used before', verdict: 'failed' });
    const rotated = token({ kind: 'refresh_token', state: 'rotated', key_id: null });
    expect(verdictOf(rotated)).toMatch(/replaced by the next one/);
    expect(
      checksOf(token({ kind: 'refresh_token', state: 'revoked', ended_by: 'family_revoked' })).at(-1)?.verdict,
    ).toBe('not asked');
  });

  it('says why something was revoked', () => {
    const of = { state: 'revoked', ended_by: 'token_revoked', revocation_reason: 'refresh_token_reused' } as const;
    expect(verdictOf(token(of))).toBe(
      'Refused now. The token was revoked: a rotated refresh token was presented again.',
    );
  });

  it('a check that is not known here is named all the same', () => {
    expect(checksOf(token({ ended_by: 'moon_phase' })).at(-1)).toMatchObject({ name: 'moon phase', verdict: 'failed' });
  });
});
