// Contenders that more than one benchmark puts under load.
import { isInLedger, ledgerRows } from '../servers/ledger.mjs';
import { JWT_FORM, machineHeaders, OPAQUE_FORM } from '../servers/registry.mjs';

const post = (path, body, headers = machineHeaders) => ({ method: 'POST', path, headers, body });

/** A control: posts the same form and gets an answer of the same size. */
export const control = (label, server) => ({
  label,
  server,
  request: post('/oauth/token', OPAQUE_FORM),
  expect: '"access_token":"',
});

/** oidc-provider's token endpoint. @param format `jwt` or `opaque` */
export const peerTokens = (label, server, format, database) => ({
  label,
  server,
  database,
  request: post('/token', formOf(format)),
  expect: expectedOf(format),
});

/** Our token endpoint; every answer must have left a row, and a sample of them must be active. */
export const ourTokens = (label, server, format, database) => {
  let rows;
  return {
    label,
    server,
    database,
    request: post('/oauth/token', formOf(format)),
    expect: expectedOf(format),
    async verify({ samples, completed }) {
      const now = await ledgerRows(server.databaseUrl);
      // Other formats of the same server may have run since the last time, so rows may only be too many.
      if (rows !== undefined && now - rows < completed) {
        throw new Error(`${label}: ${completed} answers but only ${now - rows} new rows`);
      }
      rows = now;
      await expectStanding(label, server, samples);
    },
  };
};

const formOf = (format) => (format === 'jwt' ? JWT_FORM : OPAQUE_FORM);
const expectedOf = (format) => (format === 'jwt' ? '"access_token":"eyJ' : '"access_token":"');

/** Some answered tokens, in the ledger and by introspection. */
async function expectStanding(label, server, samples) {
  for (const body of [samples[0], samples.at(-1)]) {
    const { access_token: token } = JSON.parse(body);
    if (!(await isInLedger(server.databaseUrl, token))) throw new Error(`${label}: an answered token has no row`);
    const answer = await fetch(`${server.origin}/oauth/introspect`, {
      method: 'POST',
      headers: machineHeaders,
      body: new URLSearchParams({ token }),
    });
    if ((await answer.json()).active !== true) throw new Error(`${label}: an answered token is not active`);
  }
}

/** One fresh access token of a server. @param path its token endpoint's */
export async function newToken(server, path, format) {
  const answer = await fetch(server.origin + path, { method: 'POST', headers: machineHeaders, body: formOf(format) });
  const { access_token: token } = await answer.json();
  if (answer.status !== 200 || typeof token !== 'string') throw new Error(`No token from ${server.origin}${path}`);
  return token;
}

/** Introspection of one token over and over. @param path the introspection endpoint's */
export const introspecting = (label, server, path, token, database) => ({
  label,
  server,
  database,
  request: post(path, `${new URLSearchParams({ token })}`),
  expect: '"active":true',
});
