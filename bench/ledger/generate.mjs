// A ledger as a busy instance would have it after forty days, row by row in order of issue: approvals by people with a
// code, access, ID and refresh tokens and their rotations, and machines that fetch tokens for themselves. Clients follow
// Zipf's law. About 1% is revoked, a little was reused.
import { newAgenda, newDice, zipf } from './random.mjs';

const MINUTE = 60_000;
const DAY = 86_400_000;
const SPAN = 40 * DAY;
const IDLE = 30 * DAY;
/** Share of tokens that descend from an approval. */
const BY_PEOPLE = 0.75;
/** Mean of a spread-out number of refreshes; with it, an approval leads to so many tokens. */
const ROTATIONS = 1.6;
const TOKENS_PER_APPROVAL = 6.4;
/** Of all tokens, so many are refresh tokens. */
const REFRESH_TOKENS = 0.21;
/** Machines that ask for tokens which live long. */
const LONG_LIFE = 20 * DAY;

const APIS = Array.from({ length: 40 }, (_each, index) => `https://api-${index}.example.com/`);
const WORDS = ['read', 'write', 'list', 'delete', 'admin', 'export'];
const AGENTS = Array.from(
  { length: 60 },
  (_each, index) =>
    `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${100 + index}.0.0.0 Safari/537.36`,
);

/**
 * The share of machine tokens that live long, so that as many rows as asked for have not expired.
 * @param live, expired numbers of rows
 */
function longLived(live, expired) {
  const refreshTokens = REFRESH_TOKENS * (IDLE / SPAN);
  const wanted = live / (live + expired) - refreshTokens;
  return Math.min(1, Math.max(0, wanted / ((1 - BY_PEOPLE) * (LONG_LIFE / SPAN))));
}

/**
 * Yields `[table, row]`, rows as objects by column; everything that is issued in order of id, parents before children.
 * @param plan `{ live, expired, clients, people, seed, now, signIns? }`; `signIns`: the share of approvals that begin with one
 */
export function* generateLedger(plan) {
  const { live, expired, now, signIns = 0.4 } = plan;
  const dice = newDice(plan.seed);
  const begin = now - SPAN;
  const total = live + expired;
  const long = longLived(live, expired);
  const people = Array.from({ length: plan.people }, (_each, index) => ({
    id: dice.id(begin - DAY),
    ip: `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
    agent: dice.of(AGENTS),
    session: undefined,
    consents: new Map(),
  }));
  for (const person of people) person.subject = textOf(person.id);
  const clients = Array.from({ length: plan.clients }, (_each, index) => newClient(index, dice));
  const keys = ['bench-key-1', 'bench-key-2'];
  const chooseClient = zipf(clients.length, dice);

  for (const client of clients) yield ['client', clientRow(client, begin)];
  for (const [index, id] of keys.entries()) yield ['signing_key', keyRow(id, index, begin, now)];
  for (const [index, person] of people.entries()) yield ['account', accountRow(person, index, begin, now)];

  // Everything that is to happen, in order of time: each event makes rows and may lead to another.
  const agenda = newAgenda();
  const approvals = Math.round((total * BY_PEOPLE) / TOKENS_PER_APPROVAL);
  const fetches = Math.round(total * (1 - BY_PEOPLE));
  const every = { approval: SPAN / approvals, fetch: SPAN / fetches };
  agenda.add({ at: begin, kind: 'approval' });
  agenda.add({ at: begin, kind: 'fetch' });
  while (agenda.next.at < now) {
    const event = agenda.take();
    if (event.kind === 'approval') {
      agenda.add({ at: event.at + dice.pause(every.approval), kind: 'approval' });
      yield* approve(event.at);
    } else if (event.kind === 'fetch') {
      agenda.add({ at: event.at + dice.pause(every.fetch), kind: 'fetch' });
      yield fetchToken(event.at);
    } else yield* issue(event);
  }

  function* approve(at) {
    const person = people[Math.floor(dice.roll() ** 1.5 * people.length)];
    const client = clients[chooseClient()];
    if (person.session === undefined || dice.chance(signIns)) {
      const session = sessionRow(person, at, dice, now);
      person.session = session;
      yield ['session', session];
    }
    const key = client.client_id;
    if (!person.consents.has(key)) {
      const id = dice.id(at);
      person.consents.set(key, id);
      const revoked_at = dice.chance(0.002) ? Math.min(now, at + dice.below(10 * DAY)) : null;
      yield ['consent', consentRow(id, person, client, at, revoked_at)];
    }
    const scope = JSON.stringify(['openid', 'profile', ...(dice.chance(0.5) ? ['email'] : []), ...client.scope]);
    const family = {
      id: dice.id(at),
      client_id: client.client_id,
      account_id: person.id,
      session_id: person.session.id,
      consent_id: person.consents.get(key),
      scope,
      resources: client.audience,
      offline: dice.chance(0.8) ? 1 : 0,
      auth_time: person.session.auth_time,
      acr: '1',
      amr: '["pwd"]',
      created_at: Math.floor(at),
      expires_at: Math.floor(at) + 90 * DAY,
      revoked_at: null,
      revocation_reason: null,
    };
    const code = tokenRow(at, client, {
      kind: 'authorization_code',
      family_id: family.id,
      session_id: family.session_id,
      subject: person.subject,
      grant_type: 'authorization_code',
      scope,
      expires_at: Math.floor(at) + MINUTE,
      ip: person.ip,
      user_agent: person.agent,
    });
    const used = dice.chance(0.97);
    const rotations = client.rotates ? Math.floor(dice.pause(ROTATIONS)) : 0;
    // What will become of the family is known beforehand, so every row is written once.
    const doom = dice.chance(0.007) ? rotations : Infinity;
    if (doom !== Infinity) {
      family.revoked_at = Math.min(now, Math.floor(at) + (doom + 1) * 6 * 60 * MINUTE);
      family.revocation_reason = dice.chance(0.1) ? 'refresh_token_reused' : 'revoked_by_admin';
    }
    yield ['family', family];
    yield ['token', code];
    yield ['authorization_code', codeRow(code, used ? code.issued_at + 3_000 : null)];
    if (used)
      agenda.add({ at: at + 3_000, kind: 'issue', family, person, client, parent: code.id, generation: 0, rotations });
  }

  function* issue({ at, family, person, client, parent, id, generation, rotations }) {
    const time = Math.floor(at);
    const ip = dice.chance(0.8) ? person.ip : `172.16.${dice.below(20)}.${dice.below(256)}`;
    const from = {
      family_id: family.id,
      session_id: family.session_id,
      subject: person.subject,
      grant_type: generation === 0 ? 'authorization_code' : 'refresh_token',
      parent_id: parent,
      ip,
      user_agent: person.agent,
    };
    // Marks of a revocation are on the rows that were alive then.
    const mark = (expires_at) =>
      family.revoked_at !== null && family.revoked_at > time && expires_at > family.revoked_at
        ? { revoked_at: family.revoked_at, revocation_reason: family.revocation_reason }
        : {};
    const end = time + 10 * MINUTE;
    const jwt = client.jwt ? { format: 'jwt', key_id: dice.of(keys) } : {};
    yield [
      'token',
      tokenRow(at, client, {
        ...from,
        ...jwt,
        scope: family.scope,
        audience: client.audience,
        expires_at: end,
        ...mark(end),
      }),
    ];
    const idToken = { ...from, kind: 'id_token', format: 'jwt', key_id: dice.of(keys), audience: client.self };
    yield ['token', tokenRow(at, client, { ...idToken, scope: '["openid"]', expires_at: time + 60 * MINUTE })];
    const later = at + 30 * MINUTE + dice.pause(8 * 60 * MINUTE);
    const rotated = generation < rotations && later < now;
    const successor = rotated ? dice.id(later) : null;
    const refresh = {
      ...from,
      id: id ?? dice.id(at),
      kind: 'refresh_token',
      scope: family.scope,
      generation,
      expires_at: Math.min(time + IDLE, family.expires_at),
      rotated_at: rotated ? Math.floor(later) : null,
      successor_id: successor,
      reused_at: rotated && family.revocation_reason === 'refresh_token_reused' ? family.revoked_at : null,
    };
    yield ['token', tokenRow(at, client, { ...refresh, ...mark(refresh.expires_at) })];
    if (rotated) {
      agenda.add({
        at: later,
        kind: 'issue',
        family,
        person,
        client,
        parent: refresh.id,
        id: successor,
        generation: generation + 1,
        rotations,
      });
    }
  }

  function fetchToken(at) {
    const client = clients[chooseClient()];
    const time = Math.floor(at);
    const expires_at = time + (dice.chance(long) ? LONG_LIFE : 10 * MINUTE);
    const revoked = dice.chance(0.003) ? Math.min(now, time + dice.below(expires_at - time)) : null;
    return [
      'token',
      tokenRow(at, client, {
        subject: client.client_id,
        grant_type: 'client_credentials',
        scope: JSON.stringify(client.scope),
        audience: client.audience,
        ip: client.ips[dice.below(client.ips.length)],
        user_agent: null,
        expires_at,
        ...(client.jwt ? { format: 'jwt', key_id: dice.of(keys) } : {}),
        ...(revoked === null ? {} : { revoked_at: revoked, revocation_reason: 'revoked_by_admin' }),
      }),
    ];
  }

  function tokenRow(at, client, facts) {
    return {
      id: dice.id(at),
      kind: 'access_token',
      format: 'opaque',
      digest: dice.bytes(32),
      family_id: null,
      parent_id: null,
      client_id: client.client_id,
      subject: '',
      session_id: null,
      grant_type: '',
      scope: '[]',
      audience: '[]',
      key_id: null,
      bindings: '{}',
      issued_at: Math.floor(at),
      expires_at: 0,
      ip: null,
      user_agent: null,
      revoked_at: null,
      revocation_reason: null,
      generation: 0,
      rotated_at: null,
      successor_id: null,
      successor_sealed: null,
      last_used_at: null,
      reused_at: null,
      ...facts,
    };
  }
}

function textOf(id) {
  const hex = id.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function newClient(index, dice) {
  const api = dice.of(APIS);
  const prefix = api.slice('https://'.length).split('.')[0];
  const words = new Set([dice.of(WORDS), dice.of(WORDS), dice.of(WORDS)]);
  const client_id = `bench-client-${index}`;
  return {
    client_id,
    jwt: dice.chance(0.6),
    rotates: dice.chance(0.7),
    scope: [...words].map((word) => `${prefix}:${word}`),
    audience: JSON.stringify(dice.chance(0.2) ? [api, dice.of(APIS)] : [api]),
    self: JSON.stringify([client_id]),
    ips: Array.from({ length: 1 + dice.below(4) }, () => `192.168.${dice.below(256)}.${dice.below(256)}`),
  };
}

function clientRow({ client_id, scope }, begin) {
  return {
    client_id,
    client_name: client_id,
    application_type: 'web',
    token_endpoint_auth_method: 'client_secret_basic',
    metadata: JSON.stringify({
      redirectUris: [],
      postLogoutRedirectUris: [],
      grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
      responseTypes: ['code'],
      scope,
      idTokenSignedResponseAlg: 'RS256',
      requirePkce: true,
      consent: 'required',
      assertionAudience: 'any',
    }),
    disabled_at: null,
    created_at: begin - DAY,
    updated_at: begin - DAY,
  };
}

function keyRow(id, index, begin, now) {
  // Retired, so that no server signs with it or tries to open it.
  return {
    id,
    algorithm: 'none',
    generation: index + 1,
    state: 'retired',
    public_jwk: '{}',
    private_key_sealed: Buffer.alloc(1),
    created_at: begin,
    activated_at: begin,
    retiring_at: begin,
    retired_at: now,
    revoked_at: null,
  };
}

function accountRow(person, index, begin, now) {
  return {
    id: person.id,
    username: `bench-person-${index}`,
    email: null,
    email_verified: 0,
    password_hash: null,
    roles: '[]',
    claims: '{}',
    disabled_at: index % 1000 === 999 ? now - DAY : null,
    created_at: begin - DAY,
    updated_at: begin - DAY,
  };
}

function sessionRow(person, at, dice, now) {
  const time = Math.floor(at);
  const ended = dice.chance(0.3) ? time + dice.below(DAY) : now + 1;
  return {
    id: dice.id(at),
    digest: dice.bytes(32),
    account_id: person.id,
    auth_time: time,
    acr: '1',
    amr: '["pwd"]',
    created_at: time,
    last_seen_at: time,
    expires_at: time + 14 * DAY,
    ended_at: ended < now ? ended : null,
    end_reason: ended < now ? 'signed_out' : null,
    ip: person.ip,
    user_agent: person.agent,
  };
}

function consentRow(id, person, client, at, revoked_at) {
  return {
    id,
    account_id: person.id,
    client_id: client.client_id,
    live: revoked_at === null ? 1 : null,
    scope: '[]',
    resources: client.audience,
    created_at: Math.floor(at),
    updated_at: Math.floor(at),
    revoked_at,
  };
}

function codeRow(token, consumed_at) {
  return {
    id: token.id,
    digest: token.digest,
    family_id: token.family_id,
    client_id: token.client_id,
    redirect_uri: 'https://client.example/callback',
    redirect_uri_sent: 1,
    nonce: null,
    bindings: '{}',
    issued_at: token.issued_at,
    expires_at: token.expires_at,
    consumed_at,
  };
}
