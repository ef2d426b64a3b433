import type { NextRequest } from 'next/server';
import { cookieLine, cookieName } from '../../../server/cookies';
import { completeSignIn } from '../../../server/oidc';
import { endPendingLine, findPending } from '../../../server/pending-sign-ins';
import { plainPage } from '../../../server/plain-page';
import { sessions } from '../../../server/sessions';

export const dynamic = 'force-dynamic';

const TRY_AGAIN = { href: '/auth/login', text: 'Sign in again' };

/** The way back from the issuer. OpenID Connect Core §3.1.2.5. */
export async function GET(request: NextRequest): Promise<Response> {
  const { search, searchParams } = request.nextUrl;
  const state = searchParams.get('state') ?? '';
  const pending = await findPending(state, (name) => request.cookies.get(name)?.value);
  if (!pending) {
    return plainPage({
      status: 400,
      title: 'This sign-in was not begun here',
      text: ['It was begun in another browser, more than ten minutes ago, or it was finished already.'],
      link: TRY_AGAIN,
    });
  }
  const done = [endPendingLine(state)];
  if (searchParams.has('error')) return refused(searchParams.get('error') ?? '', done);
  try {
    const signedIn = await completeSignIn(search, pending);
    const previous = sessions.find(request.cookies.get(cookieName('sid'))?.value);
    if (previous) sessions.end(previous);
    // A page that moves on, not a redirect: a redirect that began at another site would leave the Strict cookie behind.
    return plainPage({
      status: 200,
      title: 'Signed in',
      text: ['Going on to the console.'],
      link: { href: pending.returnTo, text: 'Go on' },
      moveOn: pending.returnTo,
      cookies: [...done, cookieLine('sid', sessions.open(signedIn), { sameSite: 'Strict' })],
    });
  } catch {
    return plainPage({
      status: 400,
      title: 'The sign-in could not be completed',
      text: ['The answer of the issuer was not the expected one, so nobody was signed in.'],
      link: TRY_AGAIN,
      cookies: done,
    });
  }
}

function refused(error: string, cookies: readonly string[]): Response {
  const text =
    error === 'access_denied'
      ? 'You chose not to sign in.'
      : `The issuer refused the sign-in (${error.replace(/[^\w-]/g, '').slice(0, 60)}).`;
  return plainPage({ status: 400, title: 'You are not signed in', text: [text], link: TRY_AGAIN, cookies });
}
