import { NextResponse, type NextRequest } from 'next/server';
import { ConsoleKeyMissing } from '../../../server/console-keys';
import { issuerFaults } from '../../../server/environment-checks';
import { beginSignIn } from '../../../server/oidc';
import { pendingCookieLine } from '../../../server/pending-sign-ins';
import { plainPage } from '../../../server/plain-page';
import { safeReturnTo } from '../../../server/return-to';

export const dynamic = 'force-dynamic';

/** Begins a sign-in at the issuer. `fresh=1` asks the person to prove again who they are. */
export async function GET(request: NextRequest): Promise<Response> {
  const { searchParams } = request.nextUrl;
  const returnTo = safeReturnTo(searchParams.get('returnTo'));
  const more = searchParams.get('fresh') === '1' ? { max_age: '0' } : {};
  try {
    const { url, pending } = await beginSignIn(returnTo, more);
    const response = NextResponse.redirect(url, 303);
    response.headers.append('Set-Cookie', await pendingCookieLine(pending));
    response.headers.set('Cache-Control', 'no-store');
    return response;
  } catch (error) {
    if (error instanceof ConsoleKeyMissing) return keyMissing();
    return issuerUnusable(`/auth/login?returnTo=${encodeURIComponent(returnTo)}`);
  }
}

async function issuerUnusable(again: string): Promise<Response> {
  const [fault] = await issuerFaults();
  return plainPage({
    status: 502,
    title: fault?.title ?? 'Nobody can sign in at the moment',
    text: fault ? [fault.text, fault.fix ?? ''] : ['The API broke off while a sign-in was being prepared.'],
    link: { href: again, text: 'Try again' },
  });
}

function keyMissing(): Response {
  return plainPage({
    status: 503,
    title: 'The console has no key',
    text: [
      'Set CONSOLE_KEY to the same 32 bytes in base64 for the API and the console, and start both again.',
      'Make one with: openssl rand -base64 32. With npm start it is made for you.',
    ],
  });
}
