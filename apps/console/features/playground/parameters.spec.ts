import { checkedParameters, flowsOf, looksSecret, proposedDraft, readDraft, writeDraft } from './parameters';

const CALLBACK = 'https://console.example/playground-callback';

describe('the request of a playground', () => {
  it('is proposed from what the client is registered for', () => {
    expect(flowsOf({ grant_types: ['client_credentials', 'refresh_token'] })).toEqual(['client_credentials']);
    const { pairs } = proposedDraft({ scope: 'openid a' }, 'authorization_code', CALLBACK);
    expect(Object.fromEntries(pairs)).toMatchObject({
      redirect_uri: CALLBACK,
      scope: 'openid a',
      response_type: 'code',
    });
    const machine = proposedDraft({ scope: 'a' }, 'client_credentials', CALLBACK);
    expect(machine.pairs.map(([name]) => name)).toEqual(['scope', 'resource']);
  });

  it('comes back from a link as it was, repeated parameters in their order', () => {
    const draft = {
      pairs: [
        ['resource', 'urn:a'],
        ['scope', 'a b&c=d'],
        ['resource', 'urn:b'],
      ] as const,
      nonce: false,
      pkce: true,
    };
    expect(readDraft(writeDraft(draft))).toEqual(draft);
  });

  it('leaves out of a link who somebody is', () => {
    const link = writeDraft({ pairs: [['login_hint', 'ada@example.com']], nonce: true, pkce: true });
    expect(link).not.toContain('ada');
  });

  it('takes nothing from a link that a run makes itself, and no secret', () => {
    const link = new URLSearchParams([
      ['state', 'x'],
      ['code_challenge', 'x'],
      ['client_id', 'other'],
      ['client_secret', 'x'],
      ['id_token_hint', 'x'],
      ['scope', `gh_at_${'A'.repeat(64)}`],
      ['prompt', 'login'],
    ]).toString();
    expect(readDraft(link).pairs).toEqual([['prompt', 'login']]);
    expect(looksSecret('eyJhbGciOiJFUzI1NiJ9.e30.x')).toBe(true);
    expect(looksSecret('openid gh_admin')).toBe(false);
  });

  it('is checked with what is made for it, and without what is empty', () => {
    const pairs = [
      ['resource', 'urn:a'],
      ['resource', 'urn:b'],
      ['prompt', ''],
    ] as const;
    const checked = checkedParameters('spa', { pairs, nonce: false, pkce: true });
    expect(checked).toMatchObject({ client_id: 'spa', resource: ['urn:a', 'urn:b'], code_challenge_method: 'S256' });
    expect(checked).not.toHaveProperty('prompt');
    expect(checked).not.toHaveProperty('nonce');
  });
});
