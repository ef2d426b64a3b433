import { client, MemoryClientDirectory, protocolContext, START } from '../../../testing';
import { agree, authorize, pageFor, replyTo, session, STATE } from '../../../testing/authorize-requests';
import type { ClientRecord } from '../../records/client';

async function ready(overrides: Partial<ClientRecord> = {}) {
  const context = protocolContext({ clients: new MemoryClientDirectory(client(overrides)) });
  await agree(context, ['openid', 'orders:read']);
  return context;
}
/** A person who came back from the sign-in page. */
const returned = { session: session({ authTime: START + 500 }), progress: { startedAt: START } };

describe('OpenID Connect Core §3.1.2.3 who has to sign in', () => {
  it('nobody who is signed in: single sign-on', async () => {
    const reply = await replyTo(await ready());
    expect(reply.parameters).toHaveProperty('code');
  });

  it('everybody else', async () => {
    const page = await pageFor(await ready(), {}, { session: null });
    expect(page.interaction).toEqual({ need: 'sign_in', reason: 'no_session' });
  });

  it('prompt=login: everybody, before single sign-on is considered', async () => {
    const page = await pageFor(await ready(), { prompt: 'login' });
    expect(page.interaction).toEqual({ need: 'sign_in', reason: 'prompt' });
  });

  it('prompt=login: also who signed in at the very millisecond of the request', async () => {
    const page = await pageFor(await ready(), { prompt: 'login' }, { session: session({ authTime: START }) });
    expect(page.interaction).toEqual({ need: 'sign_in', reason: 'prompt' });
  });

  it('prompt=login: not by an older sign-in when coming back, RFC 9700 §4 (re-authentication)', async () => {
    const page = await pageFor(await ready(), { prompt: 'login' }, { progress: { startedAt: START } });
    expect(page.interaction).toEqual({ need: 'sign_in', reason: 'prompt' });
  });

  it('prompt=login: nobody who has just done so for this request', async () => {
    const reply = await replyTo(await ready(), { prompt: 'login' }, returned);
    expect(reply.parameters).toHaveProperty('code');
  });

  it.each([
    ['0', START - 1, 'max_age'],
    ['0', START, 'max_age'],
    ['59', START - 60_000, 'max_age'],
    ['60', START - 60_000, undefined],
    ['60', START - 60_001, 'max_age'],
    ['15000', START - 60_000, undefined],
  ])('max_age=%s for a sign-in at %d', async (maxAge, authTime, reason) => {
    const outcome = await authorize(await ready(), { max_age: maxAge }, { session: session({ authTime }) });
    expect(outcome).toMatchObject(
      reason === undefined ? { kind: 'reply' } : { interaction: { need: 'sign_in', reason } },
    );
  });

  it('max_age is met by a sign-in for this request, however long the next page was open', async () => {
    const context = await ready();
    context.clock.advance(60_000);
    const reply = await replyTo(context, { max_age: '0' }, returned);
    expect(reply.parameters).toHaveProperty('code');
  });

  it('default_max_age of the client counts, and the request overrides it', async () => {
    const context = await ready({ defaultMaxAge: 10 });
    expect((await pageFor(context)).interaction).toEqual({ need: 'sign_in', reason: 'max_age' });
    expect((await replyTo(context, { max_age: '100' })).parameters).toHaveProperty('code');
  });
});

describe('OpenID Connect Core §3.1.2.6 prompt=none shows nothing', () => {
  const long = 's'.repeat(128);

  it.each([
    ['nobody is signed in', {}, { session: null }],
    ['the sign-in is too old', { max_age: '1' }, {}],
    ['max_age=0', { max_age: '0' }, {}],
  ])('%s: login_required with the whole state', async (_, changes, surroundings) => {
    const reply = await replyTo(await ready(), { prompt: 'none', state: long, ...changes }, surroundings);
    expect(reply.parameters).toMatchObject({ error: 'login_required', state: long });
  });

  it('succeeds silently when somebody is there', async () => {
    const reply = await replyTo(await ready(), { prompt: 'none' });
    expect(reply.parameters).toMatchObject({ code: expect.any(String), state: STATE });
  });
});

describe('OpenID Connect Core §3.1.2.1 prompt=select_account', () => {
  const prompt = 'select_account';

  it('asks with which account to go on', async () => {
    expect((await pageFor(await ready(), { prompt })).interaction).toEqual({ need: 'account_selection' });
  });

  it('is answered by choosing', async () => {
    const progress = { startedAt: START, accountSelected: true };
    expect((await replyTo(await ready(), { prompt }, { progress })).parameters).toHaveProperty('code');
  });

  it('is answered by signing in', async () => {
    expect((await replyTo(await ready(), { prompt }, returned)).parameters).toHaveProperty('code');
  });
});

describe('RFC 6749 §4.1.2.1 a person who refuses', () => {
  it.each([{ session: null }, {}])('is heard, whoever is signed in by then', async (surroundings) => {
    const context = await ready();
    const progress = { startedAt: START, denied: true };
    const reply = await replyTo(context, {}, { ...surroundings, progress });
    expect(reply.parameters).toMatchObject({ error: 'access_denied', state: STATE });
    expect(context.unitOfWork.state.codes.size).toBe(0);
  });
});
