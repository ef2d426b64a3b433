/** Scopes by the API that they belong to, with the sentences that people read. */
import type { Api } from './use-apis';

export interface OfferedScope {
  readonly name: string;
  /** Empty where nobody has written one. */
  readonly sentence: string;
}

export interface ScopeGroup {
  readonly key: string;
  readonly title: string;
  /** What tokens for it name as their audience. */
  readonly identifier?: string;
  readonly note?: string;
  /** Long and seldom wanted: shown folded while nothing of it is granted. */
  readonly folded?: boolean;
  readonly scopes: readonly OfferedScope[];
}

/** OpenID Connect Core §5.4 and §11; the sentences are those of the consent page. */
const OPENID: ScopeGroup = {
  key: 'openid',
  title: 'OpenID Connect',
  note: 'Who somebody is. They belong to no API.',
  scopes: [
    { name: 'openid', sentence: 'Know that it is you' },
    { name: 'profile', sentence: 'See your name and profile' },
    { name: 'email', sentence: 'See your email address' },
    { name: 'address', sentence: 'See your postal address' },
    { name: 'phone', sentence: 'See your phone number' },
    { name: 'offline_access', sentence: 'Until it is taken back: also while you are away and after you sign out.' },
  ],
};

export function wordsOf(scope: string): string[] {
  return scope.split(' ').filter((word) => word !== '');
}

/**
 * Everything that can be granted, and before it what is granted although no API has it.
 * @param signsIn whether people sign in to the client: otherwise there is nobody to tell it about
 */
export function scopeGroups(apis: readonly Api[], granted: readonly string[], signsIn: boolean): ScopeGroup[] {
  const groups = [
    ...(signsIn || OPENID.scopes.some(({ name }) => granted.includes(name)) ? [OPENID] : []),
    ...apis.map(({ identifier, name, state, built_in, scopes }) => ({
      key: identifier,
      title: name,
      identifier,
      ...(state === 'disabled' ? { note: 'This API is disabled: nobody gets tokens for it now.' } : {}),
      folded: built_in && !scopes.some((scope) => granted.includes(scope.name)),
      scopes: scopes.map((scope) => ({ name: scope.name, sentence: scope.description })),
    })),
  ];
  const known = new Set(groups.flatMap(({ scopes }) => scopes.map(({ name }) => name)));
  const strangers = granted.filter((name) => !known.has(name));
  if (strangers.length === 0) return groups;
  const unknown: ScopeGroup = {
    key: '',
    title: 'Not in any API',
    note: 'Granted here, but no API has them: they are left out of every token. Remove them, or add them to an API.',
    scopes: strangers.map((name) => ({ name, sentence: '' })),
  };
  return [unknown, ...groups];
}

/** Groups with the scopes that match; a group whose own name matches keeps all of them. */
export function matchingGroups(groups: readonly ScopeGroup[], text: string, only?: ReadonlySet<string>): ScopeGroup[] {
  const wanted = text.trim().toLowerCase();
  const has = (value: string | undefined) => value?.toLowerCase().includes(wanted) ?? false;
  return groups.flatMap((group) => {
    const scopes = group.scopes.filter(
      ({ name, sentence }) =>
        (only === undefined || only.has(name)) &&
        (has(group.title) || has(group.identifier) || has(name) || has(sentence)),
    );
    return scopes.length > 0 ? [{ ...group, scopes }] : [];
  });
}
