/**
 * A person who agrees. What was agreed to before is remembered, except where nobody can tell which program asks.
 * RFC 6749 §3.1.2, RFC 8252 §8.6, OpenID Connect Core §3.1.2.4.
 */
import { consentRequired } from '../../errors/oauth-errors';
import { isPublicClient } from '../../records/client';
import type { ConsentRecord } from '../../records/consent';
import { isSubset } from '../../vocabulary/scope';
import type { AuthorizeContext, Interaction } from '../authorize.context';

/** Sets `context.consent`. @throws OAuthError `consent_required` when a page would be needed and `prompt=none` forbids it */
export async function requireConsent(context: AuthorizeContext): Promise<Interaction | undefined> {
  const { client, session, protocol, scope, resources } = context;
  if (!session) throw new TypeError('consent needs a person');
  if (client.consent === 'skip' && !context.prompts.includes('consent')) return undefined;
  const stored = await protocol.unitOfWork.reads.consents.find(session.accountId, client.clientId);
  if (stored && covers(stored, context) && (!mustAskAgain(context) || givenForThis(context, stored))) {
    context.consent = stored;
    return undefined;
  }
  if (context.prompts.includes('none')) {
    throw consentRequired('The person has to agree first.', { check: 'consent.missing' });
  }
  const newScope = scope.filter((word) => !stored?.scope.includes(word));
  return { need: 'consent', consent: { scope, newScope, resources } };
}

function covers(stored: ConsentRecord, { scope, resources }: AuthorizeContext): boolean {
  return isSubset(scope, stored.scope) && isSubset(resources, stored.resources);
}

function givenForThis({ request }: AuthorizeContext, stored: ConsentRecord): boolean {
  return request.progress !== undefined && stored.updatedAt >= request.progress.startedAt;
}

function mustAskAgain(context: AuthorizeContext): boolean {
  return context.prompts.includes('consent') || mayBeAnotherProgram(context);
}

/**
 * Any program can listen on a loopback port or claim a private-use scheme, and a public client has nothing to prove that
 * it is the one that was agreed to. RFC 8252 §8.6.
 */
function mayBeAnotherProgram({ client, replyTo }: AuthorizeContext): boolean {
  return isPublicClient(client) && /^(?!https:)/i.test(replyTo?.redirectUri ?? '');
}
