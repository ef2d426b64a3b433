import { ACCOUNT_ID, protocolContext } from '../../../testing';
import { agree, pageFor, replyTo, STATE } from '../../../testing/authorize-requests';

async function ready() {
  const context = protocolContext();
  await agree(context, ['openid', 'orders:read']);
  return context;
}

describe('OpenID Connect Core §3.1.2.1 prompt and max_age', () => {
  it.each([
    ['prompt', 'none login'],
    ['prompt', 'consent none'],
    ['prompt', 'create'],
    ['prompt', 'NONE'],
    ['max_age', '-1'],
    ['max_age', '1.5'],
    ['max_age', 'soon'],
    ['max_age', '1e3'],
    ['max_age', '99999999999'],
  ])('%s=%s is refused', async (name, value) => {
    const reply = await replyTo(await ready(), { [name]: value });
    expect(reply.parameters).toMatchObject({ error: 'invalid_request', state: STATE });
    expect(reply.error?.check).toMatch(new RegExp(`^${name}\\.`));
  });

  it('prompt may name one value twice', async () => {
    await expect(replyTo(await ready(), { prompt: 'none none' })).resolves.toMatchObject({
      parameters: { code: expect.any(String) },
    });
  });

  it('empty values count as absent', async () => {
    const reply = await replyTo(await ready(), { prompt: '', max_age: '' });
    expect(reply.parameters).toHaveProperty('code');
  });
});

describe('OpenID Connect Core §3.1.2.1 hints and wishes never break a request', () => {
  it.each([
    ['display', 'touch'],
    ['display', 'no such display'],
    ['ui_locales', 'se x-klingon !!'],
    ['claims_locales', 'not a tag'],
    ['acr_values', 'urn:unheard:of'],
    ['login_hint', '<b>'],
    ['nonce', 'n'.repeat(384)],
  ])('%s=%s', async (name, value) => {
    const reply = await replyTo(await ready(), { [name]: value });
    expect(reply.parameters).toHaveProperty('code');
  });

  it('login_hint and ui_locales reach the page', async () => {
    const page = await pageFor(
      protocolContext(),
      { login_hint: 'ada@example.test', ui_locales: 'de  en' },
      { session: null },
    );
    expect(page).toMatchObject({ loginHint: 'ada@example.test', uiLocales: ['de', 'en'] });
  });
});

describe('OpenID Connect Core §5.5 claims, which the metadata says is not supported, is ignored', () => {
  it.each([
    '{not json',
    '[]',
    '{"id_token":{"sub":{"value":"grace"},"acr":{"essential":true,"values":["urn:unheard:of"]}}}',
  ])('%s', async (claims) => {
    const context = await ready();
    const reply = await replyTo(context, { claims });
    expect(reply.parameters).toHaveProperty('code');
    expect([...context.unitOfWork.state.families.values()]).toMatchObject([{ accountId: ACCOUNT_ID }]);
  });
});

describe('OpenID Connect Core §3.1.2.1 nonce is kept exactly', () => {
  it.each(['n', 'x'.repeat(64), 'é/+ %20"\\', 'y'.repeat(384)])('%s', async (nonce) => {
    const context = await ready();
    await replyTo(context, { nonce });
    expect([...context.unitOfWork.state.codes.values()]).toMatchObject([{ nonce }]);
  });

  it('and may be absent for a code', async () => {
    const context = await ready();
    await replyTo(context, { nonce: undefined });
    expect([...context.unitOfWork.state.codes.values()]).toMatchObject([{ nonce: null }]);
  });
});
