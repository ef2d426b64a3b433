import { ADMIN_ROLES, ADMIN_SCOPE_NAMES, scopesOfRoles, type AdminRole, type AdminScope } from '@gatehouse/contracts';
import { AdminPrincipal } from './principal';
import { reachOf, requireGrantable, requireWithinReach, type Holder } from './reach';

const facts = { clientId: 'console', sessionId: null, tokenId: 't', ip: null, userAgent: null };

function person(roles: readonly AdminRole[], scopes: Iterable<AdminScope> = scopesOfRoles(roles)): AdminPrincipal {
  return new AdminPrincipal({ ...facts, kind: 'person', id: 'ada', roles, scopes: new Set(scopes) });
}
function machine(scopes: readonly AdminScope[]): AdminPrincipal {
  return new AdminPrincipal({ ...facts, kind: 'client', id: 'robot', roles: [], scopes: new Set(scopes) });
}
const holder = (...roles: readonly string[]): Holder => ({ roles, disabledAt: null });
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('whom somebody may change', () => {
  // Rows: who acts; columns: owner, admin, developer, auditor, support, nobody.
  it.each<[string, AdminPrincipal, Holder | undefined, string]>([
    ['an owner', person(['owner']), holder('owner'), 'yes yes yes yes yes yes'],
    ['an admin', person(['admin']), holder('admin'), 'no yes yes yes yes yes'],
    ['support', person(['support']), holder('support'), 'no no no no yes yes'],
    ['a machine that may everything', machine(ADMIN_SCOPE_NAMES), undefined, 'no yes yes yes yes yes'],
    ['a machine that may little', machine(['users:write', 'users:read']), undefined, 'no no no no no yes'],
    [
      'an owner with a token for little',
      person(['owner'], ['users:read', 'users:write']),
      holder('owner'),
      'no no no no no yes',
    ],
    [
      'somebody who is no owner any more, with the token of one',
      person(['owner']),
      holder('admin'),
      'no yes yes yes yes yes',
    ],
  ])('%s', (_, principal, actor, expected) => {
    const reach = reachOf(principal, actor, ['users:write']);
    const targets = [...ADMIN_ROLES.map((role) => [role]), []];
    const verdicts = targets.map((roles) => codeOf(() => requireWithinReach(reach, { roles })));
    const words = expected.split(' ');
    expect(verdicts).toEqual(words.map((word) => (word === 'yes' ? 'allowed' : 'target_holds_more')));
    const grants = targets.map((roles) => codeOf(() => requireGrantable(reach, roles)));
    expect(grants).toEqual(words.map((word) => (word === 'yes' ? 'allowed' : 'role_not_held')));
  });

  it('is judged by every role of the other', () => {
    const reach = reachOf(person(['support']), holder('support'), []);
    expect(codeOf(() => requireWithinReach(reach, { roles: ['support', 'auditor'] }))).toBe('target_holds_more');
    const admin = reachOf(person(['admin']), holder('admin'), []);
    expect(codeOf(() => requireWithinReach(admin, { roles: ['support', 'owner'] }))).toBe('target_holds_more');
  });

  it('is nobody for somebody who is gone, disabled, or has lost what the route needs', () => {
    const principal = person(['admin']);
    expect(codeOf(() => reachOf(principal, undefined, []))).toBe('token_invalid');
    expect(codeOf(() => reachOf(principal, { roles: ['admin'], disabledAt: 1 }, []))).toBe('token_invalid');
    expect(codeOf(() => reachOf(principal, holder('auditor'), ['users:write']))).toBe('scope_missing');
    expect(codeOf(() => reachOf(principal, holder(), ['users:write']))).toBe('scope_missing');
  });
});
