/** Issues what the response type stands for, to a person who may still have it. RFC 6749 §4.1.2. */
import { accessDenied, loginRequired } from '../../errors/oauth-errors';
import type { AuthorizeContext } from '../authorize.context';
import { registeredResponseTypes } from '../response-types/registered-response-types';

/** @throws OAuthError when the account has been disabled since it signed in */
export async function issueByResponseType(context: AuthorizeContext): Promise<void> {
  const { session, protocol, responseType } = context;
  if (!session) throw new TypeError('issuing needs a person');
  const account = await protocol.unitOfWork.reads.accounts.find(session.accountId);
  if (!account || account.disabledAt !== null) {
    const options = { check: 'account.disabled' };
    throw context.prompts.includes('none')
      ? loginRequired('The person has to sign in.', options)
      : accessDenied('This account may not be used.', options);
  }
  const known = registeredResponseTypes.find(({ name }) => name === responseType);
  if (!known) throw new TypeError(`nothing issues ${responseType}`);
  await known.issue(context);
}
