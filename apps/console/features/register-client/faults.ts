/** What keeps somebody on a screen, field by field. */
import { checkRedirectUris, hasErrors } from '@gatehouse/client-rules';
import { scopesOf, type Draft } from './draft';
import { kindOf } from './kinds';

export type Faults = Readonly<Record<string, string>>;

const RULES: Readonly<Record<number, (draft: Draft) => Faults>> = {
  1: ({ name, kind }) => ({
    ...(name.trim() === '' ? { name: 'Give it a name.' } : {}),
    ...(kind === null ? { kind: 'Choose what it is.' } : {}),
  }),
  2: ({ kind, uri }) => {
    if (!kindOf(kind)?.returns || kind === null) return {};
    if (uri.length === 0) return { uri: 'Add at least one redirect URI: people come back there with the answer.' };
    if (!hasErrors(checkRedirectUris(uri, { applicationType: kind }))) return {};
    return { uri: 'One of the redirect URIs cannot be registered. It says why, and mostly how to mend it.' };
  },
  3: (draft) =>
    draft.kind === 'machine' && scopesOf(draft).length === 0
      ? { scope: 'Choose at least one scope: a machine without any gets no token.' }
      : {},
};

/** Empty when the screen may be left. */
export function faultsOf(step: number, draft: Draft): Faults {
  return RULES[step]?.(draft) ?? {};
}
