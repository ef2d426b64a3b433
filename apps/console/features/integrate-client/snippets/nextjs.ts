/** Next.js as a backend for frontend: tokens stay on the server. */
import type { IntegrationFacts } from '../integration-facts';
import { clientCredentialsCall, discoverFunction, keyImports } from './openid-client';
import { environmentOf, isMachine, pathOf, quoted, runsOnServer, type Snippet } from './snippet';

const library = (facts: IntegrationFacts): string => `${keyImports(facts)}import * as oidc from 'openid-client';

export const redirectUri = ${quoted(facts.redirectUri)};
export const scope = ${quoted(facts.scope)};

let found: Promise<oidc.Configuration> | undefined;

/** Reads what the issuer says of itself, once. */
export function configuration(): Promise<oidc.Configuration> {
  return (found ??= discover());
}

${discoverFunction(facts)}
`;

const LOGIN = `import { NextResponse } from 'next/server';
import * as oidc from 'openid-client';
import { configuration, redirectUri, scope } from '@/lib/oidc';

export const dynamic = 'force-dynamic';

export async function GET() {
  const codeVerifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const url = oidc.buildAuthorizationUrl(await configuration(), {
    redirect_uri: redirectUri,
    scope,
    code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  const response = NextResponse.redirect(url, 303);
  // Comes back with the person; nothing else can finish this sign-in.
  response.cookies.set('sign_in', JSON.stringify({ codeVerifier, state, nonce }), {
    httpOnly: true,
    sameSite: 'lax',
    secure: redirectUri.startsWith('https:'),
    maxAge: 600,
    path: '/',
  });
  return response;
}
`;

const CALLBACK = `import { NextResponse, type NextRequest } from 'next/server';
import * as oidc from 'openid-client';
import { configuration, redirectUri } from '@/lib/oidc';

export async function GET(request: NextRequest) {
  const pending = JSON.parse(request.cookies.get('sign_in')?.value ?? '{}');
  const answer = new URL(redirectUri);
  answer.search = request.nextUrl.search;
  // Checks state, nonce and issuer, exchanges the code, and verifies the ID token.
  const tokens = await oidc.authorizationCodeGrant(await configuration(), answer, {
    pkceCodeVerifier: pending.codeVerifier,
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    idTokenExpected: true,
  });
  const subject = tokens.claims()?.sub ?? '';
  const person = await oidc.fetchUserInfo(await configuration(), tokens.access_token, subject);
  // Begin a session of your own here, and keep the tokens on the server.
  const response = NextResponse.json({ signedIn: person });
  response.cookies.delete('sign_in');
  return response;
}
`;

const machine = (facts: IntegrationFacts): string => `${keyImports(facts)}import * as oidc from 'openid-client';

const configuration = discover();

/** A token of the client itself. Keep it until shortly before it expires, then ask again. */
export async function accessToken(): Promise<string> {
  const tokens = await ${clientCredentialsCall(facts)};
  return tokens.access_token;
}

${discoverFunction(facts)}
`;

export const nextjs: Snippet = {
  id: 'nextjs',
  name: 'Next.js',
  fits: runsOnServer,
  before: (facts) => `npm install openid-client. ${environmentOf(facts)}`,
  files: (facts) =>
    isMachine(facts)
      ? [{ name: 'lib/access-token.ts', code: machine(facts) }]
      : [
          { name: 'lib/oidc.ts', code: library(facts) },
          { name: 'app/auth/login/route.ts', code: LOGIN },
          { name: `app${pathOf(facts).replace(/\/$/, '')}/route.ts`, code: CALLBACK },
        ],
};
