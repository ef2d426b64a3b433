'use strict';
// Loaded into a console under test: it hears that the access token of a sign-in ends in 62 seconds, so it refreshes it two
// seconds after it got it, and the next one as usual. Everything else is as it is.
const { fetch } = globalThis;
globalThis.fetch = async (input, init) => {
  const response = await fetch(input, init);
  const url = typeof input === 'string' ? input : (input.url ?? input.href);
  const isSignIn = String(init?.body).includes('grant_type=authorization_code');
  if (!url.endsWith('/oauth/token') || !response.ok || !isSignIn) return response;
  const body = { ...(await response.json()), expires_in: 62 };
  return new Response(JSON.stringify(body), { status: response.status, headers: response.headers });
};
