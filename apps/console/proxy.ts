import { randomBytes } from 'node:crypto';
import { NextResponse, type NextRequest } from 'next/server';
import { consoleEnvironment, isDevelopment } from './server/env';
import { contentSecurityPolicy } from './server/security-policy';

/**
 * Runs before every page: gives it a content security policy with a nonce of its own, and tells it its own address. Who
 * may see what is decided where the data is read, never here.
 */
export function proxy(request: NextRequest): NextResponse {
  if (arrivesFromElsewhere(request)) return onceMore(request);
  const nonce = randomBytes(16).toString('base64');
  const policy = contentSecurityPolicy(nonce, isDevelopment);
  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', policy);
  headers.set('x-nonce', nonce);
  headers.set('x-gatehouse-path', `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

/**
 * A link from a chat or a mail: the browser leaves the Strict cookie at home, so a person who is signed in would look like
 * a stranger.
 */
function arrivesFromElsewhere({ method, headers, cookies }: NextRequest): boolean {
  if (method !== 'GET' || headers.get('sec-fetch-mode') !== 'navigate') return false;
  if (headers.get('sec-fetch-site') !== 'cross-site') return false;
  const secure = consoleEnvironment().consoleUrl.startsWith('https:');
  return !cookies.has(secure ? '__Host-gh_sid' : 'gh_sid');
}

/** The same page again, now from a page of ours, which brings the cookie. */
function onceMore({ nextUrl }: NextRequest): NextResponse {
  const address = `${nextUrl.pathname}${nextUrl.search}`.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Gatehouse console</title><meta http-equiv="refresh" content="0; url=${address}"></head><body><p><a href="${address}">Go on</a></p></body></html>`;
  return new NextResponse(body, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
    },
  });
}

export const config = {
  // Files are the same for everybody, and what is no page has a policy of its own.
  matcher: '/((?!_next/static/|auth/|bff/|playground-callback$|health$|icon.svg).*)',
};
