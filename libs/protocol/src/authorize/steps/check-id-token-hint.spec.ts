import { ACCOUNT_ID, protocolContext, SESSION_ID, START, type TestContext } from '../../../testing';
import { agree, pageFor, replyTo, session } from '../../../testing/authorize-requests';
import { signJwt } from '../../crypto/jws';

async function hint(context: TestContext, claims: object = {}, typ = 'JWT'): Promise<string> {
  const body = {
    iss: context.options.issuer,
    sub: ACCOUNT_ID,
    aud: 'web-shop',
    sid: SESSION_ID,
    exp: START / 1000 - 9e6,
  };
  return signJwt(context.keys.signingKey('RS256'), typ, { ...body, ...claims });
}

async function ready() {
  const context = protocolContext();
  await agree(context, ['openid', 'orders:read']);
  return context;
}

describe('OpenID Connect Core §3.1.2.1 id_token_hint', () => {
  it('is accepted long after it expired', async () => {
    const context = await ready();
    const reply = await replyTo(context, { prompt: 'none', id_token_hint: await hint(context) });
    expect(reply.parameters).toHaveProperty('code');
  });

  it('of somebody else is login_required when no page may be shown', async () => {
    const context = await ready();
    const reply = await replyTo(context, { prompt: 'none', id_token_hint: await hint(context, { sub: 'grace' }) });
    expect(reply.parameters).toMatchObject({ error: 'login_required' });
  });

  it('of somebody else asks for that person otherwise', async () => {
    const context = await ready();
    const token = await hint(context, { sub: 'grace' });
    const page = await pageFor(context, { id_token_hint: token });
    expect(page.interaction).toEqual({ need: 'sign_in', reason: 'other_account' });
    const again = await pageFor(
      context,
      { id_token_hint: token },
      { session: session({ authTime: START }), progress: { startedAt: START } },
    );
    expect(again.interaction).toEqual({ need: 'sign_in', reason: 'other_account' });
  });

  it.each<[string, (context: TestContext) => Promise<string>]>([
    ['unreadable', async () => 'nonsense'],
    [
      'unsigned',
      async (context) => (await hint(context)).replace(/^[^.]+/, btoa('{"alg":"none","typ":"JWT"}').replace(/=/g, '')),
    ],
    ['altered', async (context) => (await hint(context)).replace(/.{6}$/, 'AAAAAA')],
    ['of another issuer', (context) => hint(context, { iss: 'https://elsewhere.example' })],
    ['for another client', (context) => hint(context, { aud: 'single-page' })],
    ['for nobody', (context) => hint(context, { aud: [] })],
    ['an access token', (context) => hint(context, {}, 'at+jwt')],
    ['a logout token', (context) => hint(context, {}, 'logout+jwt')],
    ['without a subject', (context) => hint(context, { sub: undefined })],
  ])('that is %s is refused', async (_, make) => {
    const context = await ready();
    const reply = await replyTo(context, { prompt: 'none', id_token_hint: await make(context) });
    expect(reply.parameters).toMatchObject({ error: 'invalid_request' });
    expect(reply.error?.check).toMatch(/^id_token_hint\./);
  });
});
