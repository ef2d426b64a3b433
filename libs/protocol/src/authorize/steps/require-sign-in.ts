/**
 * A person who is signed in, recently enough, and the one expected. Judged before any single sign-on is granted, so that
 * `prompt=login` and `max_age` cannot be passed by. OpenID Connect Core §3.1.2.3, §3.1.2.6.
 */
import { loginRequired } from '../../errors/oauth-errors';
import type { AuthorizeContext, Interaction, SignedInSession } from '../authorize.context';

type SignInReason = Extract<Interaction, { need: 'sign_in' }>['reason'];

/** @throws OAuthError `login_required` when a page would be needed and `prompt=none` forbids it */
export function requireSignIn(context: AuthorizeContext): Interaction | undefined {
  const reason = reasonToSignIn(context);
  if (reason !== undefined) {
    if (context.prompts.includes('none')) {
      throw loginRequired('The person has to sign in.', { check: `sign_in.${reason}` });
    }
    return { need: 'sign_in', reason };
  }
  return needsSelection(context) ? { need: 'account_selection' } : undefined;
}

function reasonToSignIn(context: AuthorizeContext): SignInReason | undefined {
  const { session, prompts, expectedAccountId } = context;
  if (!session) return 'no_session';
  if (expectedAccountId !== undefined && expectedAccountId !== session.accountId) return 'other_account';
  // A sign-in that answers this very request satisfies both: otherwise max_age=0 would ask for ever.
  if (signedInForThis(context, session)) return undefined;
  if (prompts.includes('login')) return 'prompt';
  return isTooOld(context, session) ? 'max_age' : undefined;
}

function signedInForThis({ request }: AuthorizeContext, session: SignedInSession): boolean {
  return request.progress !== undefined && session.authTime >= request.progress.startedAt;
}

function isTooOld({ maxAge, now }: AuthorizeContext, session: SignedInSession): boolean {
  return maxAge !== undefined && (maxAge === 0 || now - session.authTime > maxAge * 1000);
}

/** Whether also a person who is signed in has to sign in, before anything is known of them. */
export function signInIsAsked({ prompts, maxAge }: AuthorizeContext): 'every_time' | 'unless_signed_in' {
  return prompts.includes('login') || maxAge === 0 ? 'every_time' : 'unless_signed_in';
}

function needsSelection(context: AuthorizeContext): boolean {
  const { session, prompts, request } = context;
  if (!session || !prompts.includes('select_account') || request.progress?.accountSelected === true) return false;
  return !signedInForThis(context, session);
}
