/** The session of the request in hand, for pages and route handlers. */
import 'server-only';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cookieName } from './cookies';
import { type ConsoleSession, sessions } from './sessions';

export async function currentSession(): Promise<ConsoleSession | undefined> {
  return sessions.find((await cookies()).get(cookieName('sid'))?.value);
}

/** For pages: whoever is not signed in goes to sign in and comes back to the page that they asked for. */
export async function requireSession(): Promise<ConsoleSession> {
  return (await currentSession()) ?? goToSignIn();
}

/** To the issuer, and back to the page in hand. */
export async function goToSignIn(): Promise<never> {
  const asked = (await headers()).get('x-gatehouse-path') ?? '/';
  redirect(`/auth/login?returnTo=${encodeURIComponent(asked)}`);
}
