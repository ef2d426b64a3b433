/**
 * What a client would be issued now: the authorization endpoint and the token endpoint themselves, rehearsed. There is no
 * second way to the claims that could say something else than the tokens do.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { SignedInSession } from '../authorize/authorize.context';
import { AuthorizeEndpoint } from '../authorize/authorize.endpoint';
import type { AuthorizeReply } from '../authorize/authorize.reply';
import { requireEnabled } from '../client-authentication/authenticate-client';
import { OAuthError } from '../errors/oauth-error';
import { serverError } from '../errors/oauth-errors';
import { registeredExtensions } from '../extensions/registered-extensions';
import { registeredGrants } from '../grants/registered-grants';
import { describeToken } from '../introspection/describe-token';
import type { ProtocolContext } from '../protocol-context';
import type { AccountRecord } from '../records/account';
import type { ClientRecord } from '../records/client';
import type { TokenRecord } from '../records/token';
import { TokenEndpoint } from '../token/token.endpoint';
import { claimsOfScope } from '../userinfo/claims-of-scope';
import { Parameters, type ParameterList } from '../vocabulary/parameters';
import { formatScope } from '../vocabulary/scope';
import { type Claims, Rehearsal } from './rehearsal';

export interface TokenPreviewRequest {
  readonly client: ClientRecord;
  /** Who would have signed in; undefined = the client acts for itself. */
  readonly person: { readonly account: AccountRecord; readonly session: SignedInSession } | undefined;
  /** Undefined = everything that the client is registered for. */
  readonly scope: string | undefined;
  /** Resource indicators. RFC 8707 §2. */
  readonly resources: readonly string[];
}

/** A token that would have been issued, without the token. */
export interface PreviewedToken {
  readonly record: TokenRecord;
  /** Of a JWT its claims; of an opaque token what introspection would answer. */
  readonly claims: Claims;
}

export interface TokenPreview {
  readonly accessToken: PreviewedToken;
  readonly idToken: PreviewedToken | undefined;
  readonly refreshToken: TokenRecord | undefined;
  /** What UserInfo would answer to this access token; undefined when it would refuse. */
  readonly userinfo: Claims | undefined;
}

/**
 * Rehearses the whole way to the tokens: every rule is applied, nothing is stored, reported or signed.
 * @throws OAuthError what the client would be told instead
 */
export async function previewTokens(request: TokenPreviewRequest, actual: ProtocolContext): Promise<TokenPreview> {
  const { client, person, scope, resources } = request;
  const rehearsal = new Rehearsal(actual, client);
  const endpoint = new TokenEndpoint(rehearsal.context, registeredGrants, registeredExtensions);
  requireEnabled(client);
  const parameters = person
    ? await approved(request, person, rehearsal)
    : listOf({ grant_type: 'client_credentials', scope, resource: resources });
  const origin = { ip: null, userAgent: null };
  await endpoint.serve(client, { parameters: new Parameters(parameters), origin }, rehearsal.context.clock.now());
  return outcomeOf(rehearsal, person?.account);
}

/** Lets the person agree, and answers with the token request that would follow. */
async function approved(
  { client, scope = formatScope(client.scope), resources }: TokenPreviewRequest,
  { session }: NonNullable<TokenPreviewRequest['person']>,
  rehearsal: Rehearsal,
): Promise<ParameterList> {
  const endpoint = new AuthorizeEndpoint(rehearsal.context, registeredExtensions);
  const verifier = randomBytes(32).toString('base64url');
  const [redirectUri] = client.redirectUris;
  const parameters = listOf({
    client_id: client.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    response_mode: client.responseModes?.[0],
    scope,
    resource: resources,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const progress = { startedAt: session.authTime, consentedBy: session.accountId };
  const ask = () => endpoint.answer({ parameters, session, progress, origin: { ip: null, userAgent: null } });
  let outcome = await ask();
  if (outcome.kind === 'interaction' && outcome.interaction.need === 'consent') {
    rehearsal.agree(outcome.interaction.consent, session.accountId, client.clientId);
    outcome = await ask();
  }
  if (outcome.kind === 'interaction') throw serverError('A dry run was asked for a person.', { check: 'server_error' });
  const code = codeOf(outcome);
  return listOf({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier });
}

function codeOf({ error, parameters }: AuthorizeReply): string | undefined {
  if (error) throw new OAuthError(error.code, error.description, { check: error.check });
  return parameters['code'];
}

function outcomeOf(rehearsal: Rehearsal, account: AccountRecord | undefined): TokenPreview {
  const access = required(rehearsal.token('access_token'));
  const { issuer } = rehearsal.context.options;
  const described = () => ({ ...describeToken({ token: access, entry: rehearsal.approval }, issuer) });
  const idToken = rehearsal.token('id_token');
  const mayAskUserinfo = account !== undefined && access.scope.includes('openid');
  return {
    accessToken: { record: access, claims: rehearsal.claimsOf('at+jwt') ?? described() },
    idToken: idToken && { record: idToken, claims: required(rehearsal.claimsOf('JWT')) },
    refreshToken: rehearsal.token('refresh_token'),
    userinfo: mayAskUserinfo ? claimsOfScope(account, access.scope) : undefined,
  };
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('the token endpoint issued nothing');
  return value;
}

type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

function listOf(fields: Fields): ParameterList {
  return Object.entries(fields).flatMap(([name, sent = []]) =>
    (typeof sent === 'string' ? [sent] : sent).map((value) => [name, value] as const),
  );
}
