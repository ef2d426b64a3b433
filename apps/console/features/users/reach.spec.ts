import { ROLE_SCOPES, type AdminRole } from '@gatehouse/contracts';
import { roleRefusal, targetRefusal } from './reach';

const asking = (role: AdminRole) => ({ roles: [role], scopes: ROLE_SCOPES[role] });

describe('whom one may change', () => {
  it('lets an owner do everything', () => {
    expect(roleRefusal(asking('owner'), 'owner')).toBeUndefined();
    expect(targetRefusal(asking('owner'), ['owner', 'admin'])).toBeUndefined();
  });

  it('keeps owners to owners, although an admin has the same permissions', () => {
    expect(roleRefusal(asking('admin'), 'owner')).toMatch(/only an owner/i);
    expect(targetRefusal(asking('admin'), ['owner'])).toMatch(/only an owner/i);
    expect(roleRefusal(asking('admin'), 'admin')).toBeUndefined();
  });

  it('names what support would have to hold to reach a developer', () => {
    expect(roleRefusal(asking('support'), 'developer')).toContain('clients:write');
    expect(targetRefusal(asking('support'), ['developer'])).toContain('clients:write');
    expect(targetRefusal(asking('support'), [])).toBeUndefined();
    expect(roleRefusal(asking('support'), 'support')).toBeUndefined();
  });
});
