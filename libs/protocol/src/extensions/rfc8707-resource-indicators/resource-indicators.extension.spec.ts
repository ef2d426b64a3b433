import { AuthorizeContext } from '../../authorize/authorize.context';
import { api, client, protocolContext, REDIRECT_URI, START } from '../../../testing';
import { replyTo, STATE } from '../../../testing/authorize-requests';
import { form, refusal } from '../../../testing/token-endpoint-driver';
import { resourceIndicators } from './resource-indicators.extension';

const ORDERS = 'https://api.example/orders';
const MCP = 'https://mcp.example';
const ADMIN = 'urn:gatehouse:admin';
const SLASHED = 'https://api.example/slashed/';

function setUp() {
  const protocol = protocolContext();
  for (const identifier of [MCP, ADMIN, SLASHED]) protocol.apis.put(api({ identifier }));
  protocol.apis.put(api({ identifier: 'https://api.example/closed', disabledAt: 1 }));
  return protocol;
}

async function read(resource: string[]): Promise<readonly string[]> {
  const request = {
    parameters: form({ resource }).list,
    session: undefined,
    progress: undefined,
    origin: { ip: null, userAgent: null },
  };
  const context = new AuthorizeContext(request, setUp(), START, ['resource']);
  for (const step of resourceIndicators.steps?.check ?? []) await step(context);
  return context.resources;
}

describe('RFC 8707 §2 a resource', () => {
  it.each([
    [ORDERS, ORDERS],
    [ADMIN, ADMIN],
    ['HTTPS://API.Example/orders', ORDERS],
    ['https://mcp.example/', MCP],
    ['https://MCP.example', MCP],
    [SLASHED, SLASHED],
  ])('%s means the API %s', async (resource, identifier) => {
    expect(await read([resource])).toEqual([identifier]);
  });

  it.each([
    ['relative', '/orders'],
    ['a name', 'orders'],
    ['with a fragment', `${ORDERS}#part`],
    ['with an empty fragment', `${ORDERS}#`],
    ['unknown', 'https://api.example/unknown'],
    ['of another path case', 'https://api.example/Orders'],
    ['with a slash too many', `${ORDERS}/`],
    ['with a slash too few', SLASHED.slice(0, -1)],
    ['of a longer host', 'https://api.example.evil/orders'],
    ['with user information', 'https://user@api.example/orders'],
    ['with a query', `${ORDERS}?a=b`],
    ['disabled', 'https://api.example/closed'],
    ['a scheme alone', 'https:'],
    ['with a blank', 'https://api.example/or ders'],
    ['with a control character', `${ORDERS}\n`],
  ])('is refused when it is %s', async (_name, resource) => {
    expect(await refusal(read([resource]))).toMatchObject({ code: 'invalid_target', status: 400 });
  });
});

describe('RFC 8707 §2.1 at the authorization endpoint', () => {
  it('may be repeated, and each API counts once', async () => {
    expect(await read([ORDERS, MCP, 'https://mcp.example/', ORDERS])).toEqual([ORDERS, MCP]);
    expect(resourceIndicators.repeatable).toEqual(['resource']);
  });

  it('fails as a whole when one is wrong', async () => {
    expect(await refusal(read([ORDERS, 'https://api.example/unknown']))).toMatchObject({ code: 'invalid_target' });
  });

  it.each(['https://api.example/unknown', 'orders', `${ORDERS}#part`])(
    'is an error at the redirect URI: %s',
    async (resource) => {
      const reply = await replyTo(protocolContext(), { resource });
      expect(reply).toMatchObject({ redirectUri: REDIRECT_URI, parameters: { error: 'invalid_target', state: STATE } });
    },
  );

  it('may be left out', async () => {
    expect(await read([])).toEqual([]);
  });
});

describe('RFC 8707 §2.2 at the token endpoint', () => {
  const resourcesOf = async (resource: string[], granted: string[] | undefined) => {
    const origin = { ip: null, userAgent: null };
    const request = { client: client(), parameters: form({ resource }), origin, now: START };
    return resourceIndicators.resourcesOf?.(request, granted, setUp());
  };

  it('chooses among the granted', async () => {
    expect(await resourcesOf([MCP], [ORDERS, MCP])).toEqual([MCP]);
    expect(await resourcesOf(['https://mcp.example/'], [MCP])).toEqual([MCP]);
  });

  it('is undefined when it names none', async () => {
    expect(await resourcesOf([], [ORDERS])).toBeUndefined();
  });

  it('never reaches beyond the granted', async () => {
    for (const granted of [[ORDERS], []]) {
      expect(await refusal(resourcesOf([MCP], granted))).toMatchObject({ code: 'invalid_target', status: 400 });
    }
    expect(await refusal(resourcesOf([ORDERS, MCP], [ORDERS]))).toMatchObject({ check: 'resource.not_granted' });
  });

  it('may be any API where no person granted anything', async () => {
    expect(await resourcesOf([MCP], undefined)).toEqual([MCP]);
    expect(await refusal(resourcesOf(['https://api.example/unknown'], undefined))).toMatchObject({
      code: 'invalid_target',
    });
  });
});
