/** Tokens that were not issued, as the admin API answers them. */
import {
  type AccountRecord,
  type ClientRecord,
  type OAuthError,
  Parameters,
  type PreviewedToken,
  type TokenPreview,
} from '@gatehouse/protocol';
import { comparisonOf } from '../http/explanations/expectations';
import { explanationOf } from '../http/explanations/failure-catalogue';
import { accessTokenOrigins, idTokenOrigins, userinfoOrigins } from './claim-origins';
import type {
  ClaimOriginAnswer,
  PreviewedTokenAnswer,
  TokenPreviewAnswer,
  TokenPreviewBody,
} from './token-preview.dto';

export function tokenPreviewAnswer(
  { accessToken, idToken, refreshToken, userinfo }: TokenPreview,
  client: ClientRecord,
  account: AccountRecord | undefined,
): TokenPreviewAnswer {
  return {
    refusal: null,
    access_token: tokenAnswer(accessToken, accessTokenOrigins(accessToken, client)),
    id_token: idToken ? tokenAnswer(idToken, idTokenOrigins(idToken)) : null,
    refresh_token: refreshToken ? { lifetime: lifetimeOf(refreshToken) } : null,
    userinfo:
      userinfo && account
        ? { claims: { ...userinfo }, origins: userinfoOrigins(account, accessToken.record.scope) }
        : null,
  };
}

export function previewRefusalAnswer(
  { check, code, description }: OAuthError,
  client: ClientRecord,
  { grant_type, scope, resource = [] }: TokenPreviewBody,
): TokenPreviewAnswer {
  const parameters = new Parameters([
    ['grant_type', grant_type],
    ['scope', scope ?? ''],
    ...resource.map((value) => ['resource', value] as const),
  ]);
  const { expected, received } = comparisonOf({ check, client, parameters });
  return {
    refusal: {
      check,
      ...explanationOf(check),
      error: code,
      error_description: description,
      expected: { ...expected },
      received: { ...received },
    },
    access_token: null,
    id_token: null,
    refresh_token: null,
    userinfo: null,
  };
}

function tokenAnswer({ record, claims }: PreviewedToken, origins: ClaimOriginAnswer[]): PreviewedTokenAnswer {
  return {
    format: record.format,
    lifetime: lifetimeOf(record),
    audience: [...record.audience],
    scope: [...record.scope],
    key_id: record.keyId,
    claims: { ...claims },
    origins,
  };
}

function lifetimeOf({ issuedAt, expiresAt }: PreviewedToken['record']): number {
  return Math.floor((expiresAt - issuedAt) / 1000);
}
