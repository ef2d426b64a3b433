import { ADMIN_RESOURCE, ADMIN_SCOPE_NAMES } from '@gatehouse/contracts';
import { ApiDirectory, type ApiRecord } from '@gatehouse/protocol';
import { api } from '@gatehouse/protocol/testing';
import { ADMIN_API, CompleteApiDirectory, isReservedApi, isReservedScope, withBuiltInApis } from './built-in-apis';
import { ConfigurationError } from './configuration';
import { readConfiguration } from './read-configuration';

class Registered extends ApiDirectory {
  constructor(public list: readonly ApiRecord[]) {
    super();
  }

  override find(identifier: string): ApiRecord | undefined {
    return this.list.find((candidate) => candidate.identifier === identifier);
  }

  override all(): readonly ApiRecord[] {
    return this.list;
  }
}

describe('the APIs that Gatehouse itself is', () => {
  it('are found beside those that were registered', async () => {
    const orders = api();
    const directory = new CompleteApiDirectory(new Registered([orders]));
    expect(await directory.find(ADMIN_RESOURCE)).toBe(ADMIN_API);
    expect(await directory.find(orders.identifier)).toBe(orders);
    expect(await directory.all()).toEqual([orders, ADMIN_API]);
    expect(ADMIN_API.scopes.map(({ name }) => name)).toEqual(ADMIN_SCOPE_NAMES);
    expect(ADMIN_API).toMatchObject({ accessTokenFormat: 'opaque', accessTokenLifetime: 600, disabledAt: null });
  });

  it('stay one list while nothing changes, because indexes hang on it', async () => {
    const registered = new Registered([api()]);
    const directory = new CompleteApiDirectory(registered);
    expect(await directory.all()).toBe(await directory.all());
    const before = await directory.all();
    registered.list = [];
    expect(await directory.all()).toEqual([ADMIN_API]);
    expect(await directory.all()).not.toBe(before);
  });

  it('cannot be shadowed by a row', async () => {
    const false_ = api({ identifier: ADMIN_RESOURCE, name: 'Trap', disabledAt: 1, scopes: [] });
    const other = api({ identifier: 'urn:gatehouse:other' });
    const directory = new CompleteApiDirectory(new Registered([false_, other]));
    expect(await directory.all()).toEqual([ADMIN_API]);
    expect(await directory.find(ADMIN_RESOURCE)).toBe(ADMIN_API);
    expect(await directory.find('urn:gatehouse:other')).toBeUndefined();
    expect(await directory.find('URN:GATEHOUSE:admin')).toBeUndefined();
  });

  it('give no power to clients that were given the same word elsewhere', () => {
    const people = api({ identifier: 'https://people.example', scopes: [{ name: 'users:write', description: '' }] });
    const [stored, own] = withBuiltInApis([people]);
    expect(stored).toBe(people);
    expect(own?.scopes.map(({ name }) => name)).toEqual(ADMIN_SCOPE_NAMES.filter((name) => name !== 'users:write'));
  });

  it.each(['urn:gatehouse:admin', 'URN:GATEHOUSE:x', 'urn:gatehouse:'])('reserve %s', (identifier) => {
    expect(isReservedApi(identifier)).toBe(true);
  });

  it('reserve their scopes and nothing else', () => {
    expect(ADMIN_SCOPE_NAMES.every(isReservedScope)).toBe(true);
    for (const word of ['orders:read', 'users', 'USERS:READ', 'toString']) expect(isReservedScope(word)).toBe(false);
    expect(isReservedApi('https://gatehouse.example/urn:gatehouse:admin')).toBe(false);
  });
});

describe('a configuration file', () => {
  const findings = (text: string): string[] => {
    try {
      return readConfiguration('gatehouse.yaml', text, {}).warnings.map(({ rule, path }) => `warning ${rule} ${path}`);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      return error.findings.map(({ rule, path }) => `${rule} ${path}`);
    }
  };

  it.each([
    ['A04 apis[0].identifier', '{ identifier: urn:gatehouse:admin, name: Mine }'],
    ['A04 apis[0].identifier', '{ identifier: urn:gatehouse:next, name: Mine }'],
    ['A05 apis[0].scopes[0].name', '{ identifier: https://x.example, scopes: [{ name: users:write }] }'],
    ['A06 apis[0].scopes[1].name', '{ identifier: https://x.example, scopes: [{ name: a }, { name: a }] }'],
  ])('says %s of an API %s', (expected, entry) => {
    expect(findings(`version: 1\napis:\n  - ${entry}\n`)).toEqual([expected]);
  });

  it('may give a client scopes of the admin API, and let it introspect for it', () => {
    const text = `version: 1
clients:
  - client_id: robot
    client_name: Robot
    application_type: machine
    grant_types: [client_credentials]
    response_types: []
    token_endpoint_auth_method: client_secret_basic
    client_secret: ${'x'.repeat(40)}
    scope: clients:read users:write
    introspects: [urn:gatehouse:admin]
`;
    expect(findings(text)).toEqual([]);
    expect(findings(text.replace('users:write', 'users:wirte'))).toEqual(['warning S02 clients[0].scope']);
  });
});
