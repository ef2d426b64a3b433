/**
 * `response_type=code`: one approval becomes a family and a single-use code that points at it. Everything that the code
 * is later exchanged for hangs on that family. RFC 6749 §4.1.2.
 */
import { newOpaqueSecret } from '../../crypto/opaque-secret';
import { newTimeOrderedId } from '../../crypto/time-ordered-id';
import type { AuthorizationCodeRecord } from '../../records/authorization-code';
import type { FamilyRecord } from '../../records/family';
import type { TokenRecord } from '../../records/token';
import type { AuthorizeContext, ReplyTo, SignedInSession } from '../authorize.context';
import type { ResponseType } from './response-type';

export const code: ResponseType = {
  name: 'code',
  grantType: 'authorization_code',

  async issue(context) {
    const { protocol, session, replyTo, now } = context;
    if (!session || !replyTo) throw new TypeError('a code needs a person and a redirect URI');
    const secret = newOpaqueSecret('authorizationCode', now);
    const family = familyOf(context, session);
    const record = codeOf(context, replyTo, family.id, secret);
    await protocol.unitOfWork.run(async (stores) => {
      await stores.families.insert(family);
      await stores.authorizationCodes.insert(record);
      await stores.tokens.insert([ledgerRowOf(context, record, family)]);
      await stores.audit.append({
        id: 'authorization.granted',
        at: now,
        clientId: family.clientId,
        subject: family.accountId,
        familyId: family.id,
        sessionId: family.sessionId,
        ip: context.request.origin.ip,
        userAgent: context.request.origin.userAgent,
        // What the code is tied to, such as `pkce`: before a client is made to use it, somebody asks whether it does.
        detail: {
          scope: family.scope,
          resources: family.resources,
          code: record.id,
          bindings: Object.keys(record.bindings),
        },
      });
    });
    context.response['code'] = secret.value;
  },
};

function familyOf(context: AuthorizeContext, session: SignedInSession): FamilyRecord {
  const { client, protocol, now } = context;
  const lifetime = client.refreshTokenLifetime ?? protocol.options.refreshTokenLifetime;
  return {
    id: newTimeOrderedId(now),
    clientId: client.clientId,
    accountId: session.accountId,
    sessionId: session.id,
    consentId: context.consent?.id ?? null,
    scope: context.scope,
    // Also those that the request did not name: an API that is added later was not agreed to.
    resources: context.apis.map((api) => api.identifier),
    offline: context.scope.includes('offline_access'),
    authTime: session.authTime,
    acr: session.acr,
    amr: session.amr,
    createdAt: now,
    expiresAt: now + lifetime * 1000,
    revokedAt: null,
    revocationReason: null,
  };
}

function codeOf(
  context: AuthorizeContext,
  replyTo: ReplyTo,
  familyId: string,
  secret: { readonly id: string; readonly digest: Buffer },
): AuthorizationCodeRecord {
  const { client, protocol, now } = context;
  return {
    id: secret.id,
    digest: secret.digest,
    familyId,
    clientId: client.clientId,
    redirectUri: replyTo.redirectUri,
    redirectUriSent: context.redirectUriSent,
    nonce: context.nonce,
    bindings: { ...context.bindings },
    issuedAt: now,
    expiresAt: now + protocol.options.authorizationCodeLifetime * 1000,
    consumedAt: null,
  };
}

/** Codes are found in the ledger beside what they were exchanged for; whether one was used stands on the code itself. */
function ledgerRowOf(context: AuthorizeContext, code: AuthorizationCodeRecord, family: FamilyRecord): TokenRecord {
  const { ip, userAgent } = context.request.origin;
  return {
    id: code.id,
    kind: 'authorization_code',
    format: 'opaque',
    digest: code.digest,
    familyId: family.id,
    parentId: null,
    clientId: family.clientId,
    subject: family.accountId,
    sessionId: family.sessionId,
    grantType: 'authorization_code',
    scope: family.scope,
    audience: family.resources,
    keyId: null,
    bindings: {},
    issuedAt: code.issuedAt,
    expiresAt: code.expiresAt,
    ip,
    userAgent,
    revokedAt: null,
    revocationReason: null,
    generation: 0,
    rotatedAt: null,
    successorId: null,
    successorSealed: null,
    lastUsedAt: null,
    reusedAt: null,
  };
}
