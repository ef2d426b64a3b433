import { matchingGroups, scopeGroups } from './scope-groups';
import type { Api } from './use-apis';

const api = (identifier: string, scopes: string[], more: Partial<Api> = {}) =>
  ({
    identifier,
    name: `API ${identifier}`,
    state: 'enabled',
    built_in: false,
    scopes: scopes.map((name) => ({ name, description: `May ${name}` })),
    ...more,
  }) as Api;
const apis = [api('urn:orders', ['orders:read', 'orders:write']), api('urn:admin', ['keys:read'], { built_in: true })];
const titles = (granted: string[], signsIn = true) => scopeGroups(apis, granted, signsIn).map(({ title }) => title);

it('groups scopes by their API, and puts first what no API has', () => {
  expect(titles(['openid', 'orders:read'])).toEqual(['OpenID Connect', 'API urn:orders', 'API urn:admin']);
  expect(titles(['openid', 'gone:read'])[0]).toBe('Not in any API');
});

it('leaves out who somebody is where nobody signs in, unless it was granted', () => {
  expect(titles(['orders:read'], false)).not.toContain('OpenID Connect');
  expect(titles(['openid'], false)).toContain('OpenID Connect');
});

it('folds what is built in while nothing of it is granted', () => {
  const folded = (granted: string[]) => scopeGroups(apis, granted, true).filter((group) => group.folded);
  expect(folded([]).map(({ key }) => key)).toEqual(['urn:admin']);
  expect(folded(['keys:read'])).toEqual([]);
});

it.each([
  ['orders:w', ['orders:write']],
  ['may orders', ['orders:read', 'orders:write']],
  ['URN:ORDERS', ['orders:read', 'orders:write']],
  ['nothing of the kind', []],
])('finds %j by name, sentence and API', (text, names) => {
  const found = matchingGroups(scopeGroups(apis, [], true), text);
  expect(found.flatMap(({ scopes }) => scopes.map(({ name }) => name))).toEqual(names);
});

it('shows only what is granted when asked to', () => {
  const found = matchingGroups(scopeGroups(apis, ['openid'], true), '', new Set(['openid']));
  expect(found.map(({ scopes }) => scopes.map(({ name }) => name))).toEqual([['openid']]);
});
