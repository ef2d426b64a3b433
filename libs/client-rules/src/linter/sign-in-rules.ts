/** L01 to L06, L13, L14 and L18: how people are sent to and fro. RFC 9700 §2.1 and §4. */
import type { EffectiveClientMetadata } from '../client-metadata/effective-client-metadata';
import { checkRedirectUri } from '../redirect-uri/check-redirect-uri';
import { isLoopbackHost, uriParts } from '../redirect-uri/uri-parts';
import { grantTypes, wordsOf } from '../vocabulary';
import type { LintContext, LintObservation, LintRule } from './lint-finding';

export const signInRules: readonly LintRule[] = [
  {
    id: 'L01',
    severity: 'critical',
    section: 'RFC 9700 §2.1, §4.1',
    why: 'A redirect URI that matches more than one place lets somebody else receive the code.',
    check: (metadata) => redirectUriWith(metadata, ['R02', 'R03', 'R04', 'R05', 'R14'], 'is not one exact URI'),
  },
  {
    id: 'L02',
    severity: 'medium',
    section: 'RFC 9700 §4.11',
    why: 'If the client forwards to an address in its query, codes and people can be sent anywhere.',
    check: (metadata) => redirectUriWith(metadata, ['R11'], 'looks like an open redirect'),
  },
  {
    id: 'L03',
    severity: 'high',
    section: 'RFC 9700 §2.1.1',
    why: 'Without PKCE, a code that leaks can be used, and a code can be slipped into somebody else’s session.',
    check: (metadata, { traffic }) => {
      if (!givesCodes(metadata) || metadata.require_pkce) return undefined;
      const effect = pkceEffect(traffic);
      return {
        path: ['require_pkce'],
        message: 'PKCE is not required.',
        fix: 'Require PKCE with S256.',
        change: { require_pkce: true },
        ...(effect !== undefined && { effect }),
      };
    },
  },
  {
    id: 'L04',
    severity: 'high',
    section: 'RFC 9700 §4.8',
    why: 'An attacker who can drop the challenge from the request switches PKCE off.',
    check: (metadata, { server }) =>
      givesCodes(metadata) && server?.pkceDowngradePrevented === false
        ? {
            path: [],
            message: 'The server takes a code verifier for a code that was asked for without a challenge.',
            fix: 'Have the server refuse it.',
          }
        : undefined,
  },
  {
    id: 'L05',
    severity: 'high',
    section: 'RFC 9700 §2.1.2',
    why: 'Access tokens in the address bar end up in histories, logs and other sites’ hands, and cannot be bound to the client.',
    check: (metadata) => {
      const index = metadata.response_types.findIndex((responseType) => wordsOf(responseType).includes('token'));
      if (index < 0) return undefined;
      const kept = metadata.response_types.filter((responseType) => !wordsOf(responseType).includes('token'));
      const responseTypes = kept.length > 0 ? kept : ['code'];
      const needsImplicit = responseTypes.some((responseType) => wordsOf(responseType).includes('id_token'));
      const others = metadata.grant_types.filter((grantType) => grantType !== grantTypes.implicit || needsImplicit);
      const needsCode = responseTypes.some((responseType) => wordsOf(responseType).includes('code'));
      const isCodeMissing = needsCode && !others.includes(grantTypes.authorizationCode);
      return {
        path: ['response_types', index],
        message: `The response type “${metadata.response_types[index] ?? ''}” hands access tokens to the browser’s address bar.`,
        fix: 'Use the response type “code”.',
        change: {
          response_types: responseTypes,
          grant_types: isCodeMissing ? [grantTypes.authorizationCode, ...others] : others,
        },
      };
    },
  },
  {
    id: 'L06',
    severity: 'critical',
    section: 'RFC 9700 §2.4',
    why: 'The client sees people’s passwords, and neither passkeys nor a second factor can work.',
    check: (metadata) => {
      const index = metadata.grant_types.indexOf('password');
      if (index < 0) return undefined;
      return {
        path: ['grant_types', index],
        message: 'The password grant is enabled.',
        fix: 'Use authorization_code, or the device grant.',
        change: { grant_types: metadata.grant_types.filter((grantType) => grantType !== 'password') },
      };
    },
  },
  {
    id: 'L13',
    severity: 'medium',
    section: 'RFC 9700 §4.4',
    why: 'A client of several servers cannot tell which one answered, and may send a code to the wrong one.',
    check: (metadata, { server }) =>
      metadata.response_types.length > 0 && server?.issParameter === false
        ? { path: [], message: 'Answers do not name the issuer.', fix: 'Have the server send “iss”.' }
        : undefined,
  },
  {
    id: 'L14',
    severity: 'medium',
    section: 'RFC 9700 §2.6',
    why: 'A development address in production sends real people’s codes to whatever runs on their machine.',
    check: (metadata, { production }) => {
      if (production !== true || (metadata.application_type !== 'web' && metadata.application_type !== 'spa'))
        return undefined;
      const isDevelopment = (uri: string) =>
        uriParts(uri).scheme?.toLowerCase() === 'http' || isLoopbackHost(uriParts(uri).host);
      const index = metadata.redirect_uris.findIndex(isDevelopment);
      if (index < 0) return undefined;
      return {
        path: ['redirect_uris', index],
        message: `“${metadata.redirect_uris[index] ?? ''}” is a development address.`,
        fix: 'Remove it, and register a second client for development.',
        change: { redirect_uris: metadata.redirect_uris.filter((uri) => !isDevelopment(uri)) },
      };
    },
  },
  {
    id: 'L18',
    severity: 'high',
    section: 'RFC 6749 §10.2, RFC 9700 §4.11.2',
    why: 'Any site can send a signed-in person through this client, and nobody asks them.',
    check: (metadata, { firstParty, registration }) => {
      const isForeign =
        firstParty === false || registration?.source === 'dynamic' || registration?.source === 'document';
      if (metadata.consent !== 'skip' || !isForeign) return undefined;
      return {
        path: ['consent'],
        message: 'A third party’s client gets access without asking people.',
        fix: 'Ask for consent.',
        change: { consent: 'required' },
      };
    },
  },
];

function givesCodes(metadata: EffectiveClientMetadata): boolean {
  return metadata.response_types.some((responseType) => wordsOf(responseType).includes('code'));
}

function redirectUriWith(
  metadata: EffectiveClientMetadata,
  rules: readonly string[],
  what: string,
): LintObservation | undefined {
  const isBad = (uri: string) =>
    checkRedirectUri(uri, { applicationType: metadata.application_type }).some(({ rule }) => rules.includes(rule));
  const index = metadata.redirect_uris.findIndex(isBad);
  if (index < 0) return undefined;
  return {
    path: ['redirect_uris', index],
    message: `“${metadata.redirect_uris[index] ?? ''}” ${what}.`,
    fix: 'Replace it by the exact URI that the client sends.',
    change: { redirect_uris: metadata.redirect_uris.filter((uri) => !isBad(uri)) },
  };
}

function pkceEffect(traffic: LintContext['traffic']): string | undefined {
  const all = traffic?.authorizationRequests;
  const withChallenge = traffic?.authorizationRequestsWithCodeChallenge;
  if (!all || withChallenge === undefined) return undefined;
  const share = Math.floor((withChallenge / all) * 100);
  const without = all - withChallenge;
  return without <= 0
    ? `All ${all} requests seen already send PKCE; nothing breaks.`
    : `${share}% of requests already send PKCE; ${without} of ${all} would have been refused.`;
}
