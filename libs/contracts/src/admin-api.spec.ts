import { Validator } from '@seriousme/openapi-schema-validator';
import document from '../openapi.json';
import { ADMIN_SCOPE_NAMES, ADMIN_ROLES, ROLE_SCOPES, scopesOfRoles } from './admin-scopes';

interface Operation {
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly responses: Readonly<Record<string, object>>;
}

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method,
    operation: operation as unknown as Operation,
  })),
);

describe('the OpenAPI document of the admin API', () => {
  it('is a valid OpenAPI 3.1 document', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
    expect(operations.length).toBeGreaterThan(20);
  });

  it('refers only to what it has', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
    const missing = references.filter((path) => {
      let value: unknown = document;
      for (const part of path.split('/')) value = (value as Record<string, unknown> | undefined)?.[part];
      return value === undefined;
    });
    expect(missing).toEqual([]);
  });

  it('asks for a scope that exists wherever it is not open', () => {
    for (const { operation } of operations) {
      for (const requirement of operation.security) {
        for (const scope of requirement['gatehouse'] ?? []) expect(ADMIN_SCOPE_NAMES).toContain(scope);
      }
    }
    const open = operations.filter(({ operation }) => operation.security.length === 0);
    expect(open.map(({ path }) => path)).toEqual(['/admin/v1/openapi.json']);
  });

  it('names each operation once, and each parameter of a path', () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(.+?)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(declared.map(({ name }) => name)).toEqual(inPath);
    }
  });

  it('wants a precondition wherever something that exists is changed', () => {
    const unguarded = operations
      .filter(({ method, operation }) => ['put', 'patch', 'delete'].includes(method) && !('412' in operation.responses))
      .map(({ method, path }) => `${method} ${path}`);
    expect(unguarded).toEqual([]);
  });
});

describe('roles', () => {
  it('give an auditor every scope to read, and none to change anything', () => {
    expect([...ROLE_SCOPES.auditor].sort()).toEqual(
      ADMIN_SCOPE_NAMES.filter((scope) => scope.endsWith(':read')).sort(),
    );
  });

  it('give nobody what an owner lacks', () => {
    for (const role of ADMIN_ROLES) for (const scope of ROLE_SCOPES[role]) expect(ROLE_SCOPES.owner).toContain(scope);
  });

  it('add up, and a role that is not known gives nothing', () => {
    expect([...scopesOfRoles(['nobody', 'toString', '__proto__'])]).toEqual([]);
    expect(scopesOfRoles(['support', 'developer']).has('users:write')).toBe(true);
    expect(scopesOfRoles(['support', 'developer']).has('clients:write')).toBe(true);
    expect(scopesOfRoles(['support', 'developer']).has('keys:write')).toBe(false);
  });
});
