/**
 * A person who agrees. What was agreed to before is remembered, except where nobody can tell which program asks.
 * RFC 6749 §3.1.2, RFC 8252 §8.6, OpenID Connect Core §3.1.2.4.
 */
import { consentRequired } from '../../errors/oauth-errors';
import { isPublicClient } from '../../records/client';
import { consentedScope, type ConsentRecord } from '../../records/consent';
import { isSubset } from '../../vocabulary/scope';
import type { AuthorizeContext, Interaction } from '../authorize.context';

/** Sets `context.consent`. @throws OAuthError `consent_required` when a page would be needed and `prompt=none` forbids it */
export async function requireConsent(context: AuthorizeContext): Promise<Interaction | undefined> {
  const { client, session, protocol, scope, apis } = context;
  if (!session) throw new TypeError('consent needs a person');
  const when = consentIsAsked(context);
  if (when === 'never') return undefined;
  const stored = await protocol.unitOfWork.reads.consents.find(session.accountId, client.clientId);
  if (stored && covers(stored, context) && (when === 'first_time' || givenForThis(context))) {
    context.consent = stored;
    return undefined;
  }
  if (context.prompts.includes('none')) {
    throw consentRequired('The person has to agree first.', { check: 'consent.missing' });
  }
  const asked = consentedScope(scope, apis);
  const missing = asked.filter((entry) => !stored?.scope.includes(entry));
  const newScope = scope.filter((word) => missing.some((entry) => entry === word || entry.endsWith(` ${word}`)));
  return { need: 'consent', consent: { scope, newScope, asked, resources: apis.map((api) => api.identifier) } };
}

function covers(stored: ConsentRecord, { scope, apis }: AuthorizeContext): boolean {
  return (
    isSubset(consentedScope(scope, apis), stored.scope) &&
    apis.every((api) => stored.resources.includes(api.identifier))
  );
}

function givenForThis({ request, session }: AuthorizeContext): boolean {
  return session !== undefined && request.progress?.consentedBy === session.accountId;
}

/** How often a person is asked: never, once for what they have not allowed yet, or again for each request. */
export function consentIsAsked(context: AuthorizeContext): 'never' | 'first_time' | 'every_time' {
  if (context.prompts.includes('consent')) return 'every_time';
  if (context.client.consent === 'skip') return 'never';
  return mayBeAnotherProgram(context) ? 'every_time' : 'first_time';
}

/**
 * Any program can listen on a loopback port or claim a private-use scheme, and a public client has nothing to prove that
 * it is the one that was agreed to. RFC 8252 §8.6.
 */
function mayBeAnotherProgram({ client, replyTo }: AuthorizeContext): boolean {
  return isPublicClient(client) && /^(?!https:)/i.test(replyTo?.redirectUri ?? '');
}
