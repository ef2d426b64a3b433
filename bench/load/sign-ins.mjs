// Real sign-ins: authorization request with PKCE, the hosted form with a password, consent where it is asked for, and
// the code exchanged for tokens. RFC 6749 §4.1, RFC 7636.
import { createHash, randomBytes } from 'node:crypto';
import { newBrowser } from './browser.mjs';
import {
  INTERACTIVE_CLIENT,
  interactiveHeaders,
  OPAQUE_API,
  PASSWORD,
  REDIRECT_URI,
  usernames,
} from '../servers/registry.mjs';

/** One flow of a new browser. Resolves to `{ tokens }`, the token response. @throws when any step goes wrong */
export async function signIn(server, username) {
  const codeVerifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const request = new URL('/oauth/authorize', server.origin);
  request.search = `${new URLSearchParams({
    client_id: INTERACTIVE_CLIENT,
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    scope: 'openid offline_access notes:read',
    resource: OPAQUE_API,
    state,
    nonce: randomBytes(16).toString('base64url'),
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
  })}`;
  const browser = newBrowser(server.origin);
  let landing = await browser.open(request);
  if (landing.url.pathname === '/login') {
    landing = await browser.submit(landing, { username, password: PASSWORD, action: 'login' });
  }
  if (landing.url.pathname === '/consent') landing = await browser.submit(landing, { action: 'allow' });
  const reply = landing.url.searchParams;
  if (!landing.url.href.startsWith(REDIRECT_URI) || !reply.has('code') || reply.get('state') !== state) {
    throw new Error(`The sign-in of ${username} ended at ${landing.url.pathname} with ${landing.status}`);
  }
  const answer = await fetch(`${server.origin}/oauth/token`, {
    method: 'POST',
    headers: interactiveHeaders,
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: reply.get('code'),
      redirect_uri: REDIRECT_URI,
      code_verifier: codeVerifier,
    }),
  });
  const tokens = await answer.json();
  if (answer.status !== 200 || !tokens.access_token || !tokens.id_token || !tokens.refresh_token) {
    throw new Error(`The code exchange answered ${answer.status} ${JSON.stringify(tokens).slice(0, 200)}`);
  }
  return { tokens };
}

/** `times` flows, shared among `people` of which each signs in again and again. Resolves to what the flows gave. */
export async function signInOften(server, { times, people }) {
  const flows = [];
  let left = times;
  const again = async (username) => {
    while (left > 0) {
      left -= 1;
      flows.push(await signIn(server, username));
    }
  };
  await Promise.all(usernames(people).map(again));
  return flows;
}
