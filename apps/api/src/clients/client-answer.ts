/** A client as the admin API shows it. No secret and no digest is ever in it. */
import type { RuleFinding } from '@gatehouse/client-rules';
import { clientEntry } from '@gatehouse/configuration';
import type { ClientRecord, ExpiringRedirectUri } from '@gatehouse/protocol';
import { selfOf } from '../http/admin/path-ids';
import type { ProblemEntry } from '../http/errors/problem';
import type { ClientAnswer, ExpiringRedirectUriAnswer, FindingAnswer } from './clients.dto';

/** Members of the answer that are no part of its entity tag. */
export const BESIDE_THE_CLIENT = { without: ['warnings', 'secret', 'expiring_redirect_uris'] };

const NOTHING_SAID = {
  redirect_uris: [],
  post_logout_redirect_uris: [],
  scope: '',
  assertion_audience: 'any',
  contacts: [],
  introspects: [],
};

export function clientAnswer(client: ClientRecord, warnings: readonly RuleFinding[]): ClientAnswer {
  const { disabled: _state, ...entry } = clientEntry(client);
  return {
    self: selfOf('clients', client.clientId),
    ...NOTHING_SAID,
    ...entry,
    ...expiringOf(client),
    state: client.disabledAt === null ? 'enabled' : 'disabled',
    disabled_at: client.disabledAt,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
    tokens_revoked_before: client.tokensRevokedBefore ?? null,
    warnings: warnings.map(findingAnswer),
    // The entry has a member for each setting of the record; `entries.ts` and the tests of the answers hold them together.
  } as unknown as ClientAnswer;
}

export function expiringRedirectUriAnswer(redirectUri: ExpiringRedirectUri): ExpiringRedirectUriAnswer {
  const { id, uri, createdAt, expiresAt } = redirectUri;
  return { id, uri, created_at: createdAt, expires_at: expiresAt };
}

function expiringOf({ expiringRedirectUris }: ClientRecord): Partial<ClientAnswer> {
  if (expiringRedirectUris === undefined) return {};
  return { expiring_redirect_uris: expiringRedirectUris.map(expiringRedirectUriAnswer) };
}

export function findingAnswer({ rule, level, path, message, fix, replacement }: RuleFinding): FindingAnswer {
  return {
    rule,
    level,
    pointer: pointerTo(path),
    message,
    ...(fix === undefined ? {} : { fix }),
    ...(replacement === undefined ? {} : { replacement }),
  };
}

/** For the `errors` of a problem. */
export function problemEntry({ rule, path, message, fix, replacement }: RuleFinding): ProblemEntry {
  return {
    pointer: pointerTo(path),
    detail: message,
    rule,
    ...(fix === undefined ? {} : { fix }),
    ...(replacement === undefined ? {} : { replacement }),
  };
}

/** RFC 6901. */
function pointerTo(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
