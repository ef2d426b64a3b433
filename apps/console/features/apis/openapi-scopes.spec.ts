import { importLines, mergedScopes, readOpenApi, UnusableDocument } from './openapi-scopes';

const YAML = `
openapi: 3.1.0
info: { title: Orders, version: '1' }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: x-key, scopes: { hidden: not OAuth } }
    oauth:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://id.example.com/authorize
          tokenUrl: https://id.example.com/token
          scopes:
            orders:read: See your orders
            orders:write: ''
        clientCredentials:
          tokenUrl: https://id.example.com/token
          scopes:
            orders:write: Place orders
            openid: Sign in
`;

describe('scopes of an OpenAPI document', () => {
  it('are those of every OAuth flow, each once, with the first sentence that there is', async () => {
    expect(await readOpenApi(YAML)).toEqual([
      { name: 'orders:read', description: 'See your orders' },
      { name: 'orders:write', description: 'Place orders' },
      { name: 'openid', description: 'Sign in' },
    ]);
  });

  it('are read from JSON and from Swagger 2 too', async () => {
    const swagger = { swagger: '2.0', securityDefinitions: { o: { type: 'oauth2', scopes: { a: 'Do A', b: 7 } } } };
    expect(await readOpenApi(JSON.stringify(swagger))).toEqual([
      { name: 'a', description: 'Do A' },
      { name: 'b', description: '' },
    ]);
  });

  it.each([
    ['no document at all', 'just a text'],
    ['another document', '{"name":"package"}'],
    ['broken JSON', '{"openapi":'],
    ['broken YAML', 'openapi: [1\n  - :'],
    ['no scopes', 'openapi: 3.0.0\npaths: {}'],
    ['a null', 'null'],
    [
      'a bomb of aliases',
      `openapi: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]`,
    ],
  ])('are refused with a reason: %s', async (_case, text) => {
    await expect(readOpenApi(text)).rejects.toThrow(UnusableDocument);
  });

  it('are compared with what the API has', () => {
    const present = [
      { name: 'orders:read', description: 'See your orders' },
      { name: 'orders:write', description: 'Old words' },
    ];
    const declared = [
      { name: 'orders:read', description: '' },
      { name: 'orders:write', description: 'Place orders' },
      { name: 'orders:cancel', description: 'Cancel orders' },
      { name: 'openid', description: 'Sign in' },
      { name: 'users:write', description: 'Administer' },
    ];
    expect(importLines(declared, present).map(({ name, kind }) => [name, kind])).toEqual([
      ['orders:read', 'same'],
      ['orders:write', 'changed'],
      ['orders:cancel', 'new'],
      ['openid', 'refused'],
      ['users:write', 'refused'],
    ]);
  });

  it('keep their order, and nothing is lost by an import', () => {
    const present = [
      { name: 'a', description: 'A' },
      { name: 'b', description: 'B' },
    ];
    const chosen = [
      { name: 'c', description: ' C ' },
      { name: 'a', description: 'New A' },
    ];
    expect(mergedScopes(present, chosen)).toEqual([
      { name: 'a', description: 'New A' },
      { name: 'b', description: 'B' },
      { name: 'c', description: 'C' },
    ]);
  });
});
