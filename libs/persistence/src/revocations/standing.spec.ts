/** Nothing that was ended or taken away gets a token again, or goes on being accepted, by any way in. */
import { decodeJwt, type ApiRecord } from '@gatehouse/protocol';
import { describeOnEveryDatabase } from '../../testing';
import { JWT_API, RevocationWorld, type Issued, type Person, type Registered } from '../../testing/revocation-world';

/** `narrower`: without what was taken away. */
type Verdict = 'refused' | 'allowed' | 'narrower';

interface Scene {
  readonly person: Person;
  readonly client: Registered;
  readonly consentId: string;
  readonly code: string;
  readonly issued: Issued;
}

const USES = ['code exchange', 'refresh', 'introspection', 'userinfo', 'prompt=none'] as const;

const NOTHING: readonly Verdict[] = ['refused', 'refused', 'refused', 'refused', 'refused'];

/** In the order of USES. What a client or API may no longer do is not a revocation: tokens that exist run out. */
const MATRIX = {
  'user disabled': NOTHING,
  'user deleted': NOTHING,
  'password changed': NOTHING,
  'session ended': NOTHING,
  'consent withdrawn': NOTHING,
  'client disabled': NOTHING,
  'client deleted': NOTHING,
  'grant types removed': ['refused', 'refused', 'allowed', 'allowed', 'refused'],
  'scope removed': ['narrower', 'narrower', 'allowed', 'allowed', 'refused'],
  'API disabled': ['refused', 'refused', 'refused', 'allowed', 'refused'],
  'signing key revoked': ['allowed', 'allowed', 'refused', 'refused', 'allowed'],
  nothing: ['allowed', 'allowed', 'allowed', 'allowed', 'allowed'],
} as const satisfies Readonly<Record<string, readonly Verdict[]>>;
type Happening = keyof typeof MATRIX;

/** Known from memory, which follows within half a second: asked for where it was changed. The rest is asked elsewhere. */
const FROM_MEMORY: readonly Happening[] = [
  'grant types removed',
  'scope removed',
  'API disabled',
  'signing key revoked',
];

describeOnEveryDatabase('SEC-C06: disabled things get no tokens', (dialect) => {
  let world: RevocationWorld;
  let api: ApiRecord;

  beforeAll(async () => {
    world = await RevocationWorld.open(dialect);
    const found = await world.here.context.apis.find(JWT_API);
    if (!found) throw new Error('there is no API');
    api = found;
  });
  afterAll(() => world.close());

  const saveApi = (disabledAt: number | null) =>
    world.here.persistence.unitOfWork.runRegistry(({ apis }) => apis.save({ ...api, disabledAt }));

  const happen: Readonly<Record<Happening, (scene: Scene) => Promise<unknown>>> = {
    'user disabled': ({ person }) => world.changePerson(person, 'user_disabled'),
    'user deleted': ({ person }) => world.changePerson(person, 'user_deleted'),
    'password changed': ({ person }) => world.changePerson(person, 'password_changed'),
    'session ended': ({ person }) => world.revoke({ event: 'session', sessionId: person.sessionId }),
    'consent withdrawn': ({ consentId }) => world.revoke({ event: 'consent', consentId }),
    'client disabled': ({ client }) => world.endClient(client, 'client_disabled'),
    'client deleted': ({ client }) => world.endClient(client, 'client_deleted'),
    'grant types removed': ({ client }) => world.changeClient(client, { grantTypes: ['client_credentials'] }),
    'scope removed': ({ client }) => world.changeClient(client, { scope: ['openid', 'offline_access', 'opaque:read'] }),
    'API disabled': () => saveApi(Date.now()),
    'signing key revoked': ({ issued }) =>
      world.revoke({ event: 'signing_key', keyId: String(decodeJwt(issued.jwt)?.header['kid']) }),
    nothing: async () => undefined,
  };

  async function setScene(): Promise<Scene> {
    const person = await world.person();
    const client = await world.client();
    const consentId = await world.allow(person, client);
    const issued = await world.issue(person, client, true);
    return { person, client, consentId, issued, code: await world.code(person, client, true) };
  }

  async function verdictOf(scope: Promise<string | undefined>): Promise<Verdict> {
    try {
      return (await scope)?.split(' ').includes('jwt:read') === true ? 'allowed' : 'narrower';
    } catch {
      return 'refused';
    }
  }

  async function use(how: (typeof USES)[number], scene: Scene, happening: Happening): Promise<Verdict> {
    const { client, person, issued, code } = scene;
    const replica = FROM_MEMORY.includes(happening) ? world.here : world.there;
    const inWords = (allowed: boolean): Verdict => (allowed ? 'allowed' : 'refused');
    switch (how) {
      case 'code exchange':
        return verdictOf(world.exchange(code, client, replica).then(({ scope }) => scope));
      case 'refresh':
        return verdictOf(world.refresh(issued.refreshToken, client, JWT_API, replica).then(({ scope }) => scope));
      case 'introspection':
        return inWords(await world.isActive(issued.jwt, client, replica).catch(() => false));
      case 'userinfo':
        return inWords(await world.opensUserinfo(issued.jwt, replica));
      case 'prompt=none': {
        // A replica that has not heard of the client's end may still give out a code; it is good for nothing.
        const reply = await world
          .authorize(person, client, { offline: true, replica })
          .catch(() => ({ code: undefined }));
        if (reply.code === undefined) return 'refused';
        return verdictOf(world.exchange(reply.code, client, replica).then(({ scope }) => scope));
      }
    }
  }

  const cells = (Object.keys(MATRIX) as Happening[]).flatMap((happening) =>
    USES.map((how, index) => [happening, how, MATRIX[happening][index] as Verdict] as const),
  );

  it.each(cells)('%s: %s is %s', async (happening, how, expected) => {
    const scene = await setScene();
    await happen[happening](scene);
    try {
      expect(await use(how, scene, happening)).toBe(expected);
    } finally {
      if (happening === 'API disabled') await saveApi(null);
    }
  });

  it('a client that is disabled gets nothing for itself either, not even where nobody has heard of it', async () => {
    const client = await world.client();
    await world.endClient(client, 'client_disabled');
    const fields = { grant_type: 'client_credentials', resource: JWT_API };
    await expect(world.token(fields, client, world.here)).rejects.toMatchObject({ code: 'invalid_client' });
    const { access_token: token } = await world.token(fields, client, world.there);
    expect(await world.isActive(token, client)).toBe(false);
    // Nor does it come to life when the client is enabled again.
    await world.changeClient(client, { disabledAt: null });
    expect(await world.isActive(token, client, world.there)).toBe(false);
    expect(await world.isActive(token, client, world.here)).toBe(false);
  });

  it('a client under the id of a deleted one starts afresh, and so do people who allowed the former', async () => {
    const scene = await setScene();
    await world.endClient(scene.client, 'client_deleted');
    await new Promise((resume) => setTimeout(resume, 2));
    const again = await world.client({ clientId: scene.client.id });
    expect(again.id).toBe(scene.client.id);
    expect(await world.isActive(scene.issued.opaque, again, world.here)).toBe(false);
    await expect(world.refresh(scene.issued.refreshToken, again)).rejects.toMatchObject({ code: 'invalid_grant' });
    expect(await world.authorize(scene.person, again)).toMatchObject({ error: 'consent_required' });
  });

  it('a person who is enabled again gets nothing back', async () => {
    const { person, client, issued } = await setScene();
    await world.changePerson(person, 'user_disabled');
    await world.here.persistence.unitOfWork.runIdentity(async ({ identityAccounts }) => {
      const account = await identityAccounts.find(person.id);
      if (account) await identityAccounts.update({ ...account, disabledAt: null });
    });
    expect(await world.isActive(issued.opaque, client)).toBe(false);
    await expect(world.refresh(issued.refreshToken, client)).rejects.toMatchObject({ code: 'invalid_grant' });
    expect(await world.there.sessions.readSession(person.cookie, Date.now())).toBeUndefined();
  });
});
