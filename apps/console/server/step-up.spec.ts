import { FRESH_FOR, isFreshSignIn, needsFreshSignIn } from './step-up';

describe('what needs a fresh sign-in', () => {
  it.each([
    ['POST', '/admin/v1/signing-keys/emergency'],
    ['POST', '/admin/v1/signing-keys/some-key/activate'],
    ['POST', '/admin/v1/signing-keys/some-key/retire/'],
  ])('%s %s', (method, path) => {
    expect(needsFreshSignIn(method, path, '{}')).toBe(true);
  });

  it('the preview of a key, however it is written, and no other', () => {
    const path = '/admin/v1/revocations/preview';
    expect(needsFreshSignIn('POST', path, '{"event":"signing_key","key_id":"1"}')).toBe(true);
    expect(needsFreshSignIn('POST', path, '{"event":"sign\\u0069ng_key"}')).toBe(true);
    expect(needsFreshSignIn('POST', path, '{"event":"token"}')).toBe(false);
    expect(needsFreshSignIn('POST', path, 'nonsense')).toBe(false);
  });

  it('nothing that only reads or announces', () => {
    expect(needsFreshSignIn('GET', '/admin/v1/signing-keys/some-key', undefined)).toBe(false);
    expect(needsFreshSignIn('POST', '/admin/v1/signing-keys/announce', '{}')).toBe(false);
  });

  it('is fresh for five minutes, and never when nobody knows', () => {
    expect(isFreshSignIn(1_000, (1_000 + FRESH_FOR) * 1000)).toBe(true);
    expect(isFreshSignIn(1_000, (1_001 + FRESH_FOR) * 1000)).toBe(false);
    expect(isFreshSignIn(undefined, 0)).toBe(false);
  });
});
