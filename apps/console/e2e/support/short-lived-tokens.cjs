'use strict';
// Loaded into a console under test: it hears that its access tokens end in 62 seconds, so it refreshes them two seconds
// after it got them. Everything else is as it is.
const { fetch } = globalThis;
globalThis.fetch = async (input, init) => {
  const response = await fetch(input, init);
  const url = typeof input === 'string' ? input : (input.url ?? input.href);
  if (!url.endsWith('/oauth/token') || !response.ok) return response;
  const body = { ...(await response.json()), expires_in: 62 };
  return new Response(JSON.stringify(body), { status: response.status, headers: response.headers });
};
