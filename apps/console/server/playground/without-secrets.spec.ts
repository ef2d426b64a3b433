import { jsonWithoutSecrets, withoutSecrets } from './without-secrets';

const JWT = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';
const OPAQUE = `gh_at_${'A'.repeat(64)}`;

describe('what leaves the playground', () => {
  it('has no token in it, wherever it stands', () => {
    const view = { deep: [{ text: `Bearer ${JWT}, and ${OPAQUE}.` }], [`at`]: OPAQUE };
    const json = jsonWithoutSecrets(view, []);
    expect(json).not.toMatch(/eyJ|gh_at_/);
    expect(JSON.parse(json)).toEqual({ deep: [{ text: 'Bearer (not shown), and (not shown).' }], at: '(not shown)' });
  });

  it('has no secret of the run in it, whatever it looks like', () => {
    expect(withoutSecrets('the secret is demo.secret+1!', ['demo.secret+1'])).toBe('the secret is (not shown)!');
  });

  it('keeps ids, digests and addresses as they are', () => {
    const kept = 'sha256:0123456789abcdef 01a2b3c4-0000-7000-8000-000000000000 https://a.example/?state=x-y_z&nonce=n';
    expect(withoutSecrets(kept, ['short'])).toBe(kept);
  });
});
