import { NextResponse, type NextRequest } from 'next/server';
import { cookieName, expiredCookieLine } from '../../../server/cookies';
import { endSessionUrl, revokeTokens } from '../../../server/oidc';
import { crossSiteProblem } from '../../../server/problem';
import { isOwnRequest } from '../../../server/same-origin';
import { sessions } from '../../../server/sessions';

export const dynamic = 'force-dynamic';

/**
 * Ends the console's session, its tokens, and the session at the issuer. Answers where the browser goes now: our own
 * script goes there, for `form-action` would judge every redirect behind a form.
 */
export async function POST(request: NextRequest): Promise<Response> {
  if (!isOwnRequest(request.headers)) return crossSiteProblem();
  const session = sessions.find(request.cookies.get(cookieName('sid'))?.value);
  if (session) {
    sessions.end(session);
    // Signed out here whatever the issuer says; it hears of it once more from the browser.
    await revokeTokens(session.tokens).catch(() => undefined);
  }
  const url = await endSessionUrl(session?.tokens).then(
    ({ href }) => href,
    () => '/auth/signed-out',
  );
  const response = NextResponse.json({ url }, { headers: { 'Cache-Control': 'no-store' } });
  response.headers.append('Set-Cookie', expiredCookieLine('sid'));
  return response;
}
