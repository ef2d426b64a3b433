/** The words of a consent question, sorted by where they count. */
import { type ApiRecord, type ConsentQuestion, isOpenidScope } from '@gatehouse/protocol';
import type { ConsentGroup, ConsentScope } from './pages/consent.page';

/** Our own scopes first, then those of each API; resources that no group stands for are listed by themselves. */
export function consentGroups(
  { scope, newScope, resources }: ConsentQuestion,
  apis: readonly ApiRecord[],
): { readonly groups: readonly ConsentGroup[]; readonly resources: readonly string[] } {
  // Where nothing was agreed to before, everything is new, and saying so would say nothing.
  const marks = newScope.length < scope.length;
  const shown = (name: string, description?: string): ConsentScope => ({
    name,
    description,
    isNew: marks && newScope.includes(name),
  });
  const own = scope.filter((word) => isOpenidScope(word) && word !== 'offline_access').map((word) => shown(word));
  const groups = apis
    .map(({ identifier, name, scopes }) => ({
      api: { identifier, name },
      scopes: scopes.filter((known) => scope.includes(known.name)).map((known) => shown(known.name, known.description)),
    }))
    .filter(({ scopes }) => scopes.length > 0);
  const named = new Set(groups.map(({ api }) => api.identifier));
  return {
    groups: [...(own.length === 0 ? [] : [{ scopes: own }]), ...groups],
    resources: resources.filter((resource) => !named.has(resource)),
  };
}
