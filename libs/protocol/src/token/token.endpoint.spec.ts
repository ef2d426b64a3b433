import { OAuthError } from '../errors/oauth-error';
import { invalidGrant } from '../errors/oauth-errors';
import type { Grant } from '../grants/grant';
import { family, protocolContext, publicClient } from '../../testing';
import { directRequest, refusal, TokenEndpointDriver } from '../../testing/token-endpoint-driver';
import type { ProvenAuthorization, Redemption } from './proven-authorization';
import { TokenEndpoint } from './token.endpoint';

const CREDENTIALS = { grant_type: 'client_credentials', scope: 'orders:read' };

describe('RFC 6749 §3.2 requests to the token endpoint', () => {
  it('ignores parameters it does not know', async () => {
    const driver = new TokenEndpointDriver();
    await expect(driver.post({ ...CREDENTIALS, extra: 'foobar', audience: 'x' })).resolves.toMatchObject({
      token_type: 'Bearer',
    });
  });

  it.each(['grant_type', 'scope', 'client_id', 'extra'])('refuses a repeated %s', async (name) => {
    const driver = new TokenEndpointDriver();
    const error = await refusal(driver.post({ ...CREDENTIALS, [name]: ['web-shop', 'web-shop'] }));
    expect(error).toMatchObject({ code: 'invalid_request', status: 400, check: 'parameter.repeated' });
  });

  it('lets the one repeatable parameter be repeated', async () => {
    const driver = new TokenEndpointDriver();
    const resource = ['https://api.example/orders', 'https://api.example/orders'];
    await expect(driver.post({ ...CREDENTIALS, resource })).resolves.toMatchObject({ scope: 'orders:read' });
  });

  it('treats an empty value as absent', async () => {
    const driver = new TokenEndpointDriver();
    expect(await refusal(driver.post({ grant_type: '' }))).toMatchObject({ check: 'grant_type.missing' });
    await expect(driver.post({ ...CREDENTIALS, scope: '' })).resolves.toMatchObject({
      scope: 'orders:read orders:write',
    });
  });

  it('authenticates the client before it looks at the grant', async () => {
    const driver = new TokenEndpointDriver();
    const error = await refusal(driver.endpoint.answer(directRequest({ grant_type: 'nonsense' })));
    expect(error).toMatchObject({ code: 'invalid_client', status: 401 });
  });
});

describe('RFC 6749 §5.2 refusals by the token endpoint', () => {
  it.each(['password', 'implicit', 'urn:ietf:params:oauth:grant-type:device_code', 'Client_Credentials'])(
    'does not support the grant type %s',
    async (grant_type) => {
      const driver = new TokenEndpointDriver();
      const error = await refusal(driver.post({ grant_type, username: 'ada', password: 'x' }));
      expect(error).toMatchObject({ code: 'unsupported_grant_type', status: 400 });
    },
  );

  it('wants the client to be registered for the grant type', async () => {
    const driver = new TokenEndpointDriver({ client: { grantTypes: ['authorization_code'] } });
    expect(await refusal(driver.post(CREDENTIALS))).toMatchObject({ code: 'unauthorized_client', status: 400 });
    const error = await refusal(driver.post({ grant_type: 'refresh_token', refresh_token: 'x' }));
    expect(error).toMatchObject({ code: 'unauthorized_client' });
  });

  it('never lets a public client use a grant that needs a credential (RFC 6749 §4.4)', async () => {
    const driver = new TokenEndpointDriver({ publicClient: { grantTypes: ['client_credentials'] } });
    expect(await refusal(driver.postPublic(CREDENTIALS))).toMatchObject({
      code: 'unauthorized_client',
      check: 'grant_type.public',
    });
  });

  it('describes every refusal in the permitted characters', async () => {
    const driver = new TokenEndpointDriver();
    const attempts = [{ grant_type: '"\\é' }, {}, { ...CREDENTIALS, scope: 'a"b' }, { ...CREDENTIALS, scope: 'other' }];
    for (const attempt of attempts) {
      const error = await refusal(driver.post(attempt as Record<string, string>));
      expect(error).toBeInstanceOf(OAuthError);
      expect(error.description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    }
  });
});

describe('one request, one report', () => {
  it('reports an issue with ids and never with a token', async () => {
    const driver = new TokenEndpointDriver();
    const answer = await driver.post(CREDENTIALS);
    const [event, ...more] = driver.context.unitOfWork.audited();
    expect(more).toEqual([]);
    expect(driver.context.events.events).toEqual([]);
    expect(event).toMatchObject({
      id: 'token.issued',
      clientId: 'web-shop',
      subject: 'web-shop',
      ip: '192.0.2.7',
      userAgent: 'spec',
    });
    expect(event?.detail).toEqual({ tokens: [driver.tokens[0]?.id] });
    expect(JSON.stringify(event)).not.toContain(answer.access_token);
  });

  it('reports a refusal with the check that failed, and the client once it is proven', async () => {
    const driver = new TokenEndpointDriver();
    await refusal(driver.post({ grant_type: 'password' }));
    await refusal(driver.endpoint.answer(directRequest({ ...CREDENTIALS, client_id: 'nobody' })));
    expect(driver.context.events.events).toMatchObject([
      { id: 'token.refused', clientId: 'web-shop', check: 'grant_type.unknown' },
      { id: 'token.refused', check: 'client.unknown' },
    ]);
    expect(driver.context.events.events[1]).not.toHaveProperty('clientId');
  });
});

/** A grant that needs no credential and answers what the test says. */
function scripted(...answers: readonly (() => Redemption)[]): Grant & { readonly asked: () => number } {
  let asked = 0;
  return {
    type: 'scripted',
    parameters: ['grant_type', 'wanted'],
    allowsPublicClients: true,
    asked: () => asked,
    async prove(request) {
      expect(request.parameters.list.map(([name]) => name)).toEqual(['grant_type', 'wanted']);
      const answer = answers[Math.min(asked++, answers.length - 1)];
      if (!answer) throw new Error('no answer');
      return answer();
    },
  };
}

function granted(overrides: Partial<ProvenAuthorization> = {}): ProvenAuthorization {
  return {
    outcome: 'granted',
    family: null,
    subject: 'single-page',
    scope: [],
    resources: [],
    parentId: null,
    nonce: null,
    idToken: false,
    refreshToken: { kind: 'none' },
    bindings: {},
    event: 'token.issued',
    ...overrides,
  };
}

describe('D-03: the claim is the first statement, and the loser judges the new state', () => {
  function setUp(grant: Grant) {
    const context = protocolContext();
    context.clients.put(publicClient({ grantTypes: ['scripted'] }));
    const endpoint = new TokenEndpoint(context, [grant], []);
    const request = directRequest({ grant_type: 'scripted', client_id: 'single-page', wanted: '1', other: '2' });
    return { context, answer: () => endpoint.answer(request) };
  }

  it('asks the grant again after a lost claim and keeps no row of the lost round', async () => {
    const grant = scripted(
      () => granted({ claim: async () => 'lost' }),
      () => granted({ claim: async () => 'claimed' }),
    );
    const { context, answer } = setUp(grant);
    await answer();
    expect(grant.asked()).toBe(2);
    expect(context.unitOfWork.state.tokens.size).toBe(1);
  });

  it('gives up with 503 when the claim is lost for ever', async () => {
    const grant = scripted(() => granted({ claim: async () => 'lost' }));
    const { context, answer } = setUp(grant);
    expect(await refusal(answer())).toMatchObject({ code: 'temporarily_unavailable', status: 503 });
    expect(context.unitOfWork.state.tokens.size).toBe(0);
  });

  it('answers only after the rows are committed, and not at all when they are not', async () => {
    const { context, answer } = setUp(scripted(() => granted()));
    context.unitOfWork.record = () => Promise.reject(new Error('disk full'));
    await expect(answer()).rejects.toThrow('disk full');
    expect(context.events.ids).toEqual(['token.refused']);
    expect(context.unitOfWork.audited()).toEqual([]);
  });

  it('commits the mark of a refusal before the error goes out', async () => {
    const revoked = family();
    const grant = scripted(() => ({
      outcome: 'refused',
      error: invalidGrant('No.'),
      event: 'refresh_token.reused',
      familyId: revoked.id,
      subject: revoked.accountId,
      tokenId: revoked.id,
      mark: async (stores) => {
        await stores.families.revoke(revoked.id, 5, 'refresh_token_reused');
      },
    }));
    const { context, answer } = setUp(grant);
    await context.unitOfWork.run((stores) => stores.families.insert(revoked));
    expect(await refusal(answer())).toMatchObject({ code: 'invalid_grant' });
    expect(context.unitOfWork.state.families.get(revoked.id)).toMatchObject({ revokedAt: 5 });
    expect(context.unitOfWork.audited('refresh_token.reused')).toMatchObject([{ familyId: revoked.id }]);
  });
});
