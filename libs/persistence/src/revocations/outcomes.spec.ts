/** Every cell of the table of outcomes, by the real endpoints on another replica than the one that revokes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ARTEFACTS,
  decodeJwt,
  newTimeOrderedId,
  printedTable,
  readOpaqueSecret,
  REVOCATION_TABLE,
  type Artefact,
  type Outcome,
  type RevocationEvent,
  type RevocationRowName,
} from '@gatehouse/protocol';
import { describeOnEveryDatabase } from '../../testing';
import { RevocationWorld, succeeds, type Issued, type Person, type Registered } from '../../testing/revocation-world';

/** One world per cell: a person at a client, what was issued, and another approval in the same session. */
interface Scene {
  readonly world: RevocationWorld;
  readonly person: Person;
  readonly client: Registered;
  readonly consentId: string;
  /** Not used yet. */
  readonly code: string;
  readonly issued: Issued;
  readonly sibling: Issued;
  /** What the cell is about. */
  readonly artefact: Artefact;
  /** False where the event has to name something else than the artefact. */
  readonly named: boolean;
}

function idOf(token: string): string {
  const opaque = (['authorizationCode', 'accessToken', 'refreshToken'] as const)
    .map((kind) => readOpaqueSecret(kind, token))
    .find((found) => found !== undefined);
  return opaque?.id ?? String(decodeJwt(token)?.claims['jti']);
}

const keyOf = (token: string): string => String(decodeJwt(token)?.header['kid']);

function textOf({ artefact, code, issued }: Scene): string {
  switch (artefact) {
    case 'authorization_code':
      return code;
    case 'opaque_access_token':
      return issued.opaque;
    case 'jwt_access_token':
      return issued.jwt;
    case 'refresh_token':
      return issued.refreshToken;
    case 'id_token':
      return issued.idToken;
    default:
      return issued.jwt;
  }
}

async function familyOf({ world }: Scene, token: string): Promise<string> {
  const found = await world.here.persistence.unitOfWork.revocationReads.tokenSets.find([idOf(token)]);
  return found[0]?.token.familyId ?? '';
}

/** From what the artefact was exchanged: a code, or a refresh token. */
function parentOf({ artefact, code, issued }: Scene): string {
  if (artefact === 'authorization_code') return code;
  if (artefact === 'opaque_access_token' || artefact === 'refresh_token') return issued.refreshToken;
  return issued.code;
}

/** How each event happens; `revoke` is preview, commit and job. */
const HAPPENINGS: Readonly<Record<RevocationRowName, (scene: Scene) => Promise<unknown>>> = {
  token: (scene) => {
    const { artefact, issued } = scene;
    const alone = ['opaque_access_token', 'jwt_access_token', 'id_token'].includes(artefact);
    const other = artefact === 'jwt_access_token' ? issued.opaque : issued.jwt;
    return revoke(scene, { event: 'token', tokenId: idOf(scene.named && alone ? textOf(scene) : other) });
  },
  token_of_family: (scene) => {
    const tokenId = scene.artefact === 'authorization_code' ? idOf(scene.code) : idOf(scene.issued.refreshToken);
    return revoke(scene, { event: 'token', tokenId });
  },
  descendants: (scene) => {
    // What descends from the refresh token was not exchanged for the code itself, and the other way about.
    const { issued, sibling, artefact } = scene;
    const elsewhere = artefact === 'jwt_access_token' || artefact === 'id_token' ? issued.refreshToken : issued.jwt;
    const root = scene.named ? parentOf(scene) : artefact === 'authorization_code' ? sibling.code : elsewhere;
    return revoke(scene, { event: 'descendants', tokenId: idOf(root) });
  },
  family: async (scene) => revoke(scene, { event: 'family', familyId: await familyOf(scene, textOf(scene)) }),
  consent: (scene) => revoke(scene, { event: 'consent', consentId: scene.consentId }),
  session: (scene) => revoke(scene, { event: 'session', sessionId: scene.person.sessionId }),
  signed_out: ({ world, person }) => world.here.sessions.endSession(person.sessionId, Date.now()),
  user: (scene) => revoke(scene, { event: 'user', accountId: scene.person.id }),
  client: (scene) => revoke(scene, { event: 'client', clientId: scene.client.id }),
  user_at_client: (scene) =>
    revoke(scene, { event: 'user_at_client', accountId: scene.person.id, clientId: scene.client.id }),
  signing_key: (scene) => {
    const { issued, named, artefact } = scene;
    const signed = artefact === 'id_token' ? issued.idToken : issued.jwt;
    return revoke(scene, { event: 'signing_key', keyId: keyOf(named ? signed : issued.otherJwt) });
  },
  filter: (scene) => {
    const tokenId = idOf(scene.named ? textOf(scene) : scene.sibling.jwt);
    return revoke(scene, { event: 'filter', filter: { token_id: tokenId } });
  },
  password_changed: ({ world, person }) => world.changePerson(person, 'password_changed'),
  user_disabled: ({ world, person }) => world.changePerson(person, 'user_disabled'),
  user_deleted: ({ world, person }) => world.changePerson(person, 'user_deleted'),
  client_disabled: ({ world, client }) => world.endClient(client, 'client_disabled'),
  client_deleted: ({ world, client }) => world.endClient(client, 'client_deleted'),
  secret_leaked: (scene) =>
    revoke(scene, { event: 'secret_leaked', clientId: scene.client.id, secretId: scene.client.secretId }),
  code_replayed: async (scene) => {
    const { world, client, issued, artefact } = scene;
    const code = artefact === 'authorization_code' ? scene.code : issued.code;
    if (artefact === 'authorization_code') await world.exchange(code, client);
    expect(await succeeds(world.exchange(code, client))).toBe(false);
  },
  refresh_token_reused: async (scene) => {
    const { world, client, issued, artefact } = scene;
    // The client begins to rotate, and somebody presents the token that it rotated.
    await world.changeClient(client, { refreshTokenRotation: true });
    const { code } = scene;
    const token =
      artefact === 'authorization_code'
        ? ((await world.exchange(code, client)).refresh_token ?? '')
        : issued.refreshToken;
    await world.refresh(token, client);
    expect(await succeeds(world.refresh(token, client))).toBe(false);
  },
  access_token_returned: ({ world, client, issued, ...scene }) => {
    const mine = scene.artefact === 'opaque_access_token' ? issued.opaque : issued.jwt;
    const other = scene.artefact === 'jwt_access_token' ? issued.opaque : issued.jwt;
    return world.giveBack(scene.named ? mine : other, client);
  },
  refresh_token_returned: async (scene) => {
    const { world, client, code, issued, artefact } = scene;
    const token =
      artefact === 'authorization_code' ? (await world.exchange(code, client)).refresh_token : issued.refreshToken;
    await world.giveBack(token ?? '', client);
  },
};

function revoke({ world }: Scene, event: RevocationEvent): Promise<string> {
  return world.revoke(event);
}

/** Whether the artefact is still good for what it is for; asked where nobody has been told. */
async function stands(scene: Scene): Promise<boolean> {
  const { world, person, client, code, issued, artefact } = scene;
  const { there } = world;
  switch (artefact) {
    case 'authorization_code':
      return succeeds(world.exchange(code, client, there));
    case 'opaque_access_token':
      return world.isActive(issued.opaque, client);
    case 'jwt_access_token': {
      const [introspected, used] = [await world.isActive(issued.jwt, client), await world.opensUserinfo(issued.jwt)];
      expect(used).toBe(introspected);
      return introspected;
    }
    case 'refresh_token':
      return succeeds(world.refresh(issued.refreshToken, client, OPAQUE, there));
    case 'id_token':
      return (await ledgerRow(scene)).revokedAt === null;
    case 'session':
      return (await there.sessions.readSession(person.cookie, Date.now())) !== undefined;
    case 'consent':
      return (await there.persistence.unitOfWork.reads.consents.find(person.id, client.id)) !== undefined;
    case 'device_code':
      throw new Error('there are no device codes');
  }
}
const OPAQUE = 'https://api.example/opaque';

async function ledgerRow(scene: Scene) {
  const found = await scene.world.there.persistence.unitOfWork.reads.tokens.find(idOf(textOf(scene)));
  if (!found) throw new Error('the ledger has lost a row');
  return found.token;
}

const IN_LEDGER: readonly Artefact[] = [
  'authorization_code',
  'opaque_access_token',
  'jwt_access_token',
  'refresh_token',
  'id_token',
];

/** What a cell says, as cases: how the scene is set, and whether the artefact stands afterwards. */
function casesOf(outcome: Outcome): { readonly named: boolean; readonly offline: boolean; readonly stands: boolean }[] {
  const plain = { named: true, offline: true };
  switch (outcome) {
    case 'ends':
    case 'marked':
      return [{ ...plain, stands: false }];
    case 'stays':
      return [{ ...plain, stands: true }];
    case 'ends_if_named':
    case 'marked_if_named':
      return [
        { ...plain, stands: false },
        { named: false, offline: true, stands: true },
      ];
    case 'ends_unless_offline':
      return [
        { ...plain, offline: false, stands: false },
        { ...plain, stands: true },
      ];
    case 'not_yet':
      return [];
  }
}

/** Without the padding that makes columns line up. */
function cellsIn(text: string): string {
  return text.replace(/ *\| */g, '|').replace(/-{3,}/g, '---');
}

describe('RFC 7009, SEC-C10: the table of outcomes', () => {
  it('is what the documentation prints', () => {
    const printed = readFileSync(join(__dirname, '../../../../docs/revocation.md'), 'utf8');
    expect(cellsIn(printed)).toContain(cellsIn(printedTable()));
  });
});

describeOnEveryDatabase('RFC 7009, SEC-C10: what an event ends', (dialect) => {
  let world: RevocationWorld;
  /** Somebody else, elsewhere, whom none of it concerns. */
  let bystander: Scene;

  beforeAll(async () => {
    world = await RevocationWorld.open(dialect);
    bystander = await setScene('refresh_token', true, true);
  });
  afterAll(() => world.close());

  async function setScene(artefact: Artefact, named: boolean, offline: boolean): Promise<Scene> {
    const person = await world.person();
    const client = await world.client();
    const consentId = await world.allow(person, client);
    const issued = await world.issue(person, client, offline);
    const sibling = await world.issue(person, client, offline);
    const code = await world.code(person, client, offline);
    return { world, person, client, consentId, code, issued, sibling, artefact, named };
  }

  const rows = Object.entries(REVOCATION_TABLE) as [RevocationRowName, (typeof REVOCATION_TABLE)[RevocationRowName]][];
  const cells = rows.flatMap(([name, row]) =>
    ARTEFACTS.flatMap((artefact) =>
      casesOf(row.outcomes[artefact]).map((expected) => ({ name, artefact, reason: row.reason, ...expected })),
    ),
  );

  it.each(cells)('$name: $artefact (named $named, offline $offline) stands: $stands', async (cell) => {
    const { name, artefact, named, offline, reason } = cell;
    const scene = await setScene(artefact, named, offline);
    await HAPPENINGS[name](scene);
    expect(await stands(scene)).toBe(cell.stands);
    // Signing out ends by the session alone; a code that was exchanged is over by itself.
    const marked = IN_LEDGER.includes(artefact) && name !== 'signed_out' && !cell.stands;
    const usedCode = artefact === 'authorization_code' && /replayed|reused|returned/.test(name);
    const rotated = artefact === 'refresh_token' && name === 'refresh_token_reused';
    if (marked && !usedCode && !rotated) expect(await ledgerRow(scene)).toMatchObject({ revocationReason: reason });
  });

  it('leaves everybody else alone', async () => {
    for (const artefact of [
      'opaque_access_token',
      'refresh_token',
      'session',
      'consent',
      'authorization_code',
    ] as const) {
      // Codes live for a minute only, and the table takes longer than that.
      const scene =
        artefact === 'authorization_code' ? await setScene(artefact, true, true) : { ...bystander, artefact };
      expect([artefact, await stands(scene)]).toEqual([artefact, true]);
    }
  });

  it('ends what a client got for itself only where the event is about the client', async () => {
    const robot = async () => {
      const client = await world.client();
      const fields = { grant_type: 'client_credentials', resource: JWT };
      return { client, token: (await world.token(fields, client)).access_token };
    };
    for (const event of ['client', 'client_disabled', 'secret_leaked'] as const) {
      const { client, token } = await robot();
      expect(await world.isActive(token, client)).toBe(true);
      const about = { clientId: client.id, secretId: client.secretId };
      if (event === 'client_disabled') await world.endClient(client, event);
      else await world.revoke({ event, ...about } as RevocationEvent);
      expect([event, await world.isActive(token, client)]).toEqual([event, false]);
    }
    const { client, token } = await robot();
    await world.revoke({ event: 'token', tokenId: idOf(token) });
    expect(await world.isActive(token, client)).toBe(false);
    expect(newTimeOrderedId(0)).not.toBe(idOf(token));
  });
});
const JWT = 'https://api.example/jwt';
