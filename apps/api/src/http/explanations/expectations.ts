/** What a check would have accepted, beside what came: the two things that whoever mends it has to look at. */
import { differenceOfUris, nearestRedirectUri, type UriDifference } from '@gatehouse/client-rules';
import type { ClientRecord, Parameters } from '@gatehouse/protocol';
import { withoutSecretText } from './shown-parameters';

export interface Comparison {
  readonly expected: Readonly<Record<string, unknown>>;
  readonly received: Readonly<Record<string, unknown>>;
  /** Letter by letter, for URIs. */
  readonly difference?: UriDifference & { readonly nearest: string };
}

/** Registered values that are listed. */
const MOST = 10;
/** Characters of a URI that are compared. */
const LONGEST_URI = 512;

interface Rule {
  readonly expected?: ((client: ClientRecord) => Readonly<Record<string, unknown>>) | undefined;
  /** Parameters to hold beside it. */
  readonly received: readonly string[];
}

const fixed =
  (values: Readonly<Record<string, unknown>>): Rule['expected'] =>
  () =>
    values;

const RULES: Readonly<Record<string, Rule>> = {
  'client.unknown': { received: ['client_id'] },
  'client.method': {
    expected: (client) => ({ token_endpoint_auth_method: client.tokenEndpointAuthMethod }),
    received: [],
  },
  'redirect_uri.missing': { expected: (client) => ({ redirect_uris: few(client.redirectUris) }), received: [] },
  'redirect_uri.unregistered': {
    expected: (client) => ({ redirect_uris: few(client.redirectUris) }),
    received: ['redirect_uri'],
  },
  'redirect_uri.expired': {
    expected: (client) => ({ redirect_uris: few(client.redirectUris) }),
    received: ['redirect_uri'],
  },
  'post_logout_redirect_uri.unregistered': {
    expected: (client) => ({ post_logout_redirect_uris: few(client.postLogoutRedirectUris) }),
    received: ['post_logout_redirect_uri'],
  },
  'response_type.missing': { expected: (client) => ({ response_type: few(client.responseTypes) }), received: [] },
  'response_type.unknown': {
    expected: (client) => ({ response_type: few(client.responseTypes) }),
    received: ['response_type'],
  },
  'response_type.client': {
    expected: (client) => ({ response_type: few(client.responseTypes) }),
    received: ['response_type'],
  },
  'response_mode.unknown': { received: ['response_mode'] },
  'response_mode.client': {
    expected: (client) => ({ response_mode: client.responseModes ?? 'any' }),
    received: ['response_mode'],
  },
  'scope.grammar': { received: ['scope'] },
  'scope.nothing': { expected: (client) => ({ scope: few(client.scope) }), received: ['scope'] },
  'scope.client': { expected: (client) => ({ scope: few(client.scope) }), received: ['scope'] },
  'scope.resource': { received: ['scope', 'resource'] },
  'scope.not_granted': { received: ['scope'] },
  'prompt.unknown': {
    expected: fixed({ prompt: ['none', 'login', 'consent', 'select_account'] }),
    received: ['prompt'],
  },
  'prompt.none_with_others': { expected: fixed({ prompt: 'none' }), received: ['prompt'] },
  'max_age.grammar': { expected: fixed({ max_age: 'a number of seconds' }), received: ['max_age'] },
  'pkce.missing': { expected: fixed({ code_challenge_method: 'S256' }), received: ['code_challenge_method'] },
  'pkce.method': { expected: fixed({ code_challenge_method: 'S256' }), received: ['code_challenge_method'] },
  'resource.form': { received: ['resource'] },
  'resource.unknown': { received: ['resource'] },
  'resource.client': { expected: (client) => ({ scope: few(client.scope) }), received: ['resource'] },
  'resource.not_granted': { received: ['resource'] },
  'grant_type.missing': { expected: (client) => ({ grant_type: few(client.grantTypes) }), received: [] },
  'grant_type.unknown': { expected: (client) => ({ grant_type: few(client.grantTypes) }), received: ['grant_type'] },
  'grant_type.client': { expected: (client) => ({ grant_type: few(client.grantTypes) }), received: ['grant_type'] },
  'code.redirect_uri': { received: ['redirect_uri'] },
  'assertion.type': {
    expected: fixed({ client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' }),
    received: ['client_assertion_type'],
  },
  'assertion.algorithm': {
    expected: (client) => ({ token_endpoint_auth_signing_alg: client.tokenEndpointAuthSigningAlg ?? 'ES256 or RS256' }),
    received: [],
  },
};

export interface Compared {
  readonly check: string;
  readonly client: ClientRecord | undefined;
  readonly parameters: Parameters | undefined;
  /** Where the authorization request that a code came from wanted to be answered. */
  readonly authorizedUri?: string | undefined;
}

export function comparisonOf({ check, client, parameters, authorizedUri }: Compared): Comparison {
  const rule = Object.hasOwn(RULES, check) ? RULES[check] : undefined;
  const expected = (client && rule?.expected?.(client)) ?? {};
  const received = Object.fromEntries(
    (rule?.received ?? []).flatMap((name) => {
      const value = parameters?.get(name);
      return value === undefined ? [] : [[name, withoutSecretText(value)]];
    }),
  );
  if (check === 'redirect_uri.unregistered') {
    return { expected, received, ...differs(client?.redirectUris, received['redirect_uri']) };
  }
  if (check === 'post_logout_redirect_uri.unregistered') {
    return { expected, received, ...differs(client?.postLogoutRedirectUris, received['post_logout_redirect_uri']) };
  }
  if (check === 'code.redirect_uri' && authorizedUri !== undefined) {
    const uri = withoutSecretText(authorizedUri);
    return { expected: { redirect_uri: uri }, received, ...differs([uri], received['redirect_uri']) };
  }
  return { expected, received };
}

function differs(registered: readonly string[] = [], received: string | undefined): Pick<Comparison, 'difference'> {
  if (received === undefined) return {};
  const short = received.slice(0, LONGEST_URI);
  const nearest = nearestRedirectUri(registered.slice(0, 50), short);
  return nearest === undefined ? {} : { difference: { nearest, ...differenceOfUris(nearest, short) } };
}

function few(values: readonly string[]): readonly string[] {
  return values.length > MOST ? [...values.slice(0, MOST), `… and ${values.length - MOST} more`] : values;
}
