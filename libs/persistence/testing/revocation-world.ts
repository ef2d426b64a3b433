/**
 * The real endpoints over real stores, on two replicas: things are made and ended on one, and asked for on the other,
 * whose memory of clients, APIs and keys was filled before and is never told that anything changed.
 */
import { randomUUID } from 'node:crypto';
import { SESSION_LIMITS, Sessions } from '@gatehouse/identity';
import { identityAccount, session } from '@gatehouse/identity/testing';
import {
  AuthorizeEndpoint,
  consentedScope,
  DEFAULT_KEY_LIFECYCLE,
  DEFAULT_OPTIONS,
  IntrospectionEndpoint,
  KeyRotation,
  longestJwt,
  masterKeyWrapper,
  newOpaqueSecret,
  newTimeOrderedId,
  registeredExtensions,
  registeredGrants,
  RevocationDesk,
  RevocationEndpoint,
  RevocationEngine,
  RevocationJob,
  StoredKeyRing,
  SystemClock,
  TokenEndpoint,
  UserinfoEndpoint,
  type ClientRecord,
  type ProtocolContext,
  type RevocationEvent,
  type RevocationOrigin,
  type SetLimits,
  type TokenResponse,
} from '@gatehouse/protocol';
import {
  api,
  basic,
  client,
  clientSecret,
  CODE_CHALLENGE,
  CODE_VERIFIER,
  directRequest,
  form,
  RecordingEventSink,
  REDIRECT_URI,
} from '@gatehouse/protocol/testing';
import { openPersistence, type Persistence } from '../src/persistence';
import { createTestDatabase, type TestDatabase, type TestDialect } from './test-database';

const ISSUER = 'https://login.example';
const MASTER_KEY = Buffer.alloc(32, 7);
/** Access tokens for it are JWTs signed with ES256. */
export const JWT_API = 'https://api.example/jwt';
/** The same, with RS256. */
export const OTHER_JWT_API = 'https://api.example/other-jwt';
export const OPAQUE_API = 'https://api.example/opaque';
const SCOPE = ['openid', 'offline_access', 'jwt:read', 'other:read', 'opaque:read'];
export const ADMIN: RevocationOrigin = { actor: { kind: 'operator', id: null }, ip: null, userAgent: null };

export interface Person {
  readonly id: string;
  readonly sessionId: string;
  readonly cookie: string;
}
export interface Registered {
  readonly id: string;
  readonly secretId: string;
  readonly authorization: string;
}
/** What came of one approval. */
export interface Issued {
  readonly code: string;
  readonly jwt: string;
  readonly otherJwt: string;
  readonly opaque: string;
  readonly refreshToken: string;
  readonly idToken: string;
}

/** One process: its own connections, its own memory. */
class Replica {
  readonly events = new RecordingEventSink();
  readonly sessions: Sessions;

  private constructor(
    readonly persistence: Persistence,
    readonly context: ProtocolContext,
    readonly keys: StoredKeyRing,
    readonly rotation: KeyRotation,
  ) {
    this.sessions = new Sessions(persistence.unitOfWork);
  }

  static async open(url: string): Promise<Replica> {
    const persistence = await openPersistence({ databaseUrl: url, migrate: true });
    const { unitOfWork, clients, apis } = persistence;
    const wrapper = masterKeyWrapper(MASTER_KEY);
    const clock = new SystemClock();
    const keys = new StoredKeyRing(unitOfWork, unitOfWork, wrapper);
    await keys.openRoot(clock.now());
    unitOfWork.proveAuditWith(keys.secretKey('audit'));
    const rotation = new KeyRotation(unitOfWork, unitOfWork, wrapper, clock, DEFAULT_KEY_LIFECYCLE, randomUUID());
    await rotation.rotate();
    await keys.reload();
    const events = new RecordingEventSink();
    const options = { ...DEFAULT_OPTIONS, issuer: ISSUER };
    return new Replica(persistence, { options, clock, clients, apis, keys, unitOfWork, events }, keys, rotation);
  }
}

export class RevocationWorld {
  readonly engine = new RevocationEngine();
  private readonly job: RevocationJob;

  private constructor(
    private readonly database: TestDatabase,
    /** Where things are made and ended. */
    readonly here: Replica,
    /** Where they are asked for. */
    readonly there: Replica,
  ) {
    const { apis, options, clock } = here.context;
    this.job = new RevocationJob(here.persistence.unitOfWork, clock, randomUUID(), () => longestJwt(apis, options));
  }

  static async open(dialect: TestDialect): Promise<RevocationWorld> {
    const database = await createTestDatabase(dialect);
    const here = await Replica.open(database.url);
    await here.persistence.unitOfWork.runRegistry(async ({ apis }) => {
      const scope = (name: string) => [{ name, description: name }];
      await apis.save(api({ identifier: JWT_API, scopes: scope('jwt:read') }));
      await apis.save(api({ identifier: OTHER_JWT_API, scopes: scope('other:read'), signingAlgorithm: 'RS256' }));
      await apis.save(api({ identifier: OPAQUE_API, scopes: scope('opaque:read'), accessTokenFormat: 'opaque' }));
    });
    return new RevocationWorld(database, here, await Replica.open(database.url));
  }

  async close(): Promise<void> {
    await this.there.persistence.close();
    await this.here.persistence.close();
    await this.database.drop();
  }

  /** Somebody who is signed in. */
  async person(): Promise<Person> {
    const now = Date.now();
    const id = newTimeOrderedId(now);
    const cookie = newOpaqueSecret('session', now);
    const times = { authTime: now, createdAt: now, lastSeenAt: now, expiresAt: now + SESSION_LIMITS.absolute };
    await this.here.persistence.unitOfWork.runIdentity(async (stores) => {
      await stores.identityAccounts.insert(identityAccount({ id, username: `p-${id}`, email: null, createdAt: now }));
      await stores.sessions.insert(session({ id: cookie.id, digest: cookie.digest, accountId: id, ...times }));
    });
    return { id, sessionId: cookie.id, cookie: cookie.value };
  }

  /** A client that may do everything; both replicas remember it from now on. */
  async client(overrides: Partial<ClientRecord> = {}): Promise<Registered> {
    const now = Date.now();
    const id = overrides.clientId ?? `client-${newTimeOrderedId(now)}`;
    const { value, record } = clientSecret(this.here.keys, { clientId: id });
    await this.here.persistence.unitOfWork.runRegistry(async ({ clients }) => {
      const made = { createdAt: now, updatedAt: now, idTokenSignedResponseAlg: 'ES256' } as const;
      await clients.save(client({ clientId: id, scope: SCOPE, refreshTokenGrace: 0, ...made, ...overrides }));
      await clients.addSecret({ ...record, createdAt: now });
    });
    await this.there.context.clients.find(id);
    return { id, secretId: record.id, authorization: basic(id, value) };
  }

  /** Saves the client as it is, with changes; only `here` hears of it. */
  async changeClient({ id }: Registered, changes: Partial<ClientRecord>): Promise<void> {
    await this.here.persistence.unitOfWork.runRegistry(async ({ clients }) => {
      const current = await clients.find(id);
      if (current) await clients.save({ ...current, ...changes });
    });
  }

  /** The person allows the client everything; answers the id of the consent. */
  async allow(person: Person, registered: Registered): Promise<string> {
    const scope = consentedScope(SCOPE, await this.here.context.apis.all());
    const resources = [JWT_API, OTHER_JWT_API, OPAQUE_API];
    const { id } = await this.here.persistence.unitOfWork.run((stores) =>
      stores.consents.allow({ accountId: person.id, clientId: registered.id, scope, resources }, Date.now()),
    );
    return id;
  }

  /** Asks for a code with `prompt=none`, as a browser with the person's cookie does. @returns the code, or the error */
  async authorize(
    person: Person,
    registered: Registered,
    { offline = false, replica = this.here } = {},
  ): Promise<Readonly<Record<string, string>>> {
    const standing = await replica.sessions.readSession(person.cookie, Date.now());
    const scope = SCOPE.filter((word) => offline || word !== 'offline_access').join(' ');
    const parameters = form({
      client_id: registered.id,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      scope,
      prompt: 'none',
      code_challenge: CODE_CHALLENGE,
      code_challenge_method: 'S256',
    });
    const signedIn = standing && {
      id: standing.session.id,
      accountId: standing.account.id,
      authTime: standing.session.authTime,
      acr: standing.session.acr,
      amr: standing.session.amr,
    };
    const endpoint = new AuthorizeEndpoint(replica.context, registeredExtensions);
    const outcome = await endpoint.answer({
      parameters: parameters.list,
      session: signedIn,
      progress: undefined,
      origin: { ip: null, userAgent: null },
    });
    if (outcome.kind !== 'reply') return { error: outcome.interaction.need };
    return outcome.parameters;
  }

  async code(person: Person, registered: Registered, offline = false): Promise<string> {
    const reply = await this.authorize(person, registered, { offline });
    if (reply['code'] === undefined) throw new Error(`no code: ${reply['error']}`);
    return reply['code'];
  }

  exchange(code: string, registered: Registered, replica = this.here): Promise<TokenResponse> {
    const fields = { code, redirect_uri: REDIRECT_URI, code_verifier: CODE_VERIFIER, resource: JWT_API };
    return this.token({ grant_type: 'authorization_code', ...fields }, registered, replica);
  }

  refresh(token: string, registered: Registered, resource = OPAQUE_API, replica = this.here): Promise<TokenResponse> {
    return this.token({ grant_type: 'refresh_token', refresh_token: token, resource }, registered, replica);
  }

  token(fields: Record<string, string>, { authorization }: Registered, replica = this.here): Promise<TokenResponse> {
    const endpoint = new TokenEndpoint(replica.context, registeredGrants, registeredExtensions);
    return endpoint.answer(directRequest(fields, { authorization }));
  }

  /** A code and everything that it is good for. */
  async issue(person: Person, registered: Registered, offline = false): Promise<Issued> {
    const code = await this.code(person, registered, offline);
    const first = await this.exchange(code, registered);
    const token = first.refresh_token ?? '';
    const second = await this.refresh(token, registered, OPAQUE_API);
    const third = await this.refresh(second.refresh_token ?? '', registered, OTHER_JWT_API);
    return {
      code,
      jwt: first.access_token,
      idToken: first.id_token ?? '',
      opaque: second.access_token,
      otherJwt: third.access_token,
      refreshToken: third.refresh_token ?? '',
    };
  }

  /** RFC 7009. */
  async giveBack(token: string, { authorization }: Registered): Promise<void> {
    await new RevocationEndpoint(this.here.context).answer(directRequest({ token }, { authorization }));
  }

  async isActive(token: string, { authorization }: Registered, replica = this.there): Promise<boolean> {
    const endpoint = new IntrospectionEndpoint(replica.context);
    return (await endpoint.answer(directRequest({ token }, { authorization }))).active;
  }

  async opensUserinfo(token: string, replica = this.there): Promise<boolean> {
    const request = { authorization: `Bearer ${token}`, form: undefined };
    return succeeds(new UserinfoEndpoint(replica.context).answer(request));
  }

  desk(limits?: SetLimits): RevocationDesk {
    const { persistence, context, rotation } = this.here;
    const { apis, clock, options } = context;
    const { engine } = this;
    const parts = { unitOfWork: persistence.unitOfWork, engine, apis, clock, options, rotation };
    return new RevocationDesk(limits ? { ...parts, limits } : parts);
  }

  /** Preview, commit, and everything that the job has to do. @returns the id of the revocation */
  async revoke(event: RevocationEvent): Promise<string> {
    const desk = this.desk();
    const preview = await desk.preview(event, ADMIN);
    if (preview.outcome !== 'previewed') throw new Error(`${event.event}: ${preview.outcome}`);
    const { id: previewId } = preview.record;
    const committed = await desk.commit({ previewId, by: ADMIN, cause: 'test', reason: 'a test' });
    if (committed.outcome !== 'committed') throw new Error(`${event.event}: ${JSON.stringify(committed)}`);
    await this.finishJobs();
    if (event.event === 'signing_key') await this.here.keys.reload();
    return previewId;
  }

  /** As those who administer people do it. */
  async changePerson({ id }: Person, event: 'password_changed' | 'user_disabled' | 'user_deleted'): Promise<void> {
    await this.here.persistence.unitOfWork.runAdministration(ADMIN, async ({ identityAccounts, endings, now }) => {
      const account = await identityAccounts.lock(id);
      if (!account) throw new Error('there is nobody');
      if (event === 'user_disabled') await identityAccounts.update({ ...account, disabledAt: now });
      await endings.end(event, id);
      if (event === 'user_deleted') await identityAccounts.remove(id);
    });
    await this.finishJobs();
  }

  /** As those who administer clients do it. */
  async endClient({ id: clientId }: Registered, event: 'client_disabled' | 'client_deleted'): Promise<void> {
    const at = Date.now();
    const order = { event: { event, clientId }, at, by: ADMIN, cause: 'consequence', reason: null } as const;
    await this.here.persistence.unitOfWork.runRevocation(async (stores) => {
      const current = await stores.clients.find(clientId);
      if (!current) throw new Error('there is no client');
      if (event === 'client_disabled') await stores.clients.save({ ...current, disabledAt: at });
      await this.engine.carryOut(stores, order);
      if (event === 'client_deleted') await stores.clients.remove(clientId);
    });
    await this.finishJobs();
  }

  async finishJobs(): Promise<void> {
    while ((await this.job.step()) === 'worked');
  }
}

export async function succeeds(promise: Promise<unknown>): Promise<boolean> {
  return promise.then(
    () => true,
    () => false,
  );
}
