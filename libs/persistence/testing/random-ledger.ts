/** A small ledger in which everything occurs that a search may meet, the same for the same seed. */
import { createHash } from 'node:crypto';
import type { AccountRow } from '../src/entities/account.entity';
import type { AuthorizationCodeRow } from '../src/entities/authorization-code.entity';
import type { ClientRow } from '../src/entities/client.entity';
import type { ConsentRow } from '../src/entities/consent.entity';
import type { FamilyRow } from '../src/entities/family.entity';
import type { SessionRow } from '../src/entities/session.entity';
import type { SigningKeyRow } from '../src/entities/signing-key.entity';
import type { TokenRow } from '../src/entities/token.entity';
import { insertInto, type Connection, type Value } from '../src/gateway/gateway';
import { idFromBytes } from '@gatehouse/protocol';

export interface RandomLedger {
  readonly account: AccountRow[];
  readonly client: ClientRow[];
  readonly signing_key: SigningKeyRow[];
  readonly session: SessionRow[];
  readonly consent: ConsentRow[];
  readonly family: FamilyRow[];
  readonly authorization_code: AuthorizationCodeRow[];
  /** In order of id. */
  readonly token: TokenRow[];
}

export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** A generator of its own: a run can be repeated. */
export class Dice {
  private readonly seed: string;
  private rolls = 0;

  constructor(seed: number) {
    this.seed = String(seed);
  }

  /** 0 ≤ result < 1 */
  roll(): number {
    const digest = createHash('sha256').update(`${this.seed}/${this.rolls++}`).digest();
    return digest.readUInt32BE(0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.roll() * limit);
  }

  chance(probability: number): boolean {
    return this.roll() < probability;
  }

  of<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new RangeError('nothing to choose from');
    return value;
  }

  /** One of the first more often than one of the last. */
  skewed<T>(values: readonly T[]): T {
    const value = values[Math.floor(this.roll() ** 3 * values.length)];
    if (value === undefined) throw new RangeError('nothing to choose from');
    return value;
  }

  bytes(length: number): Buffer {
    return createHash('sha256').update(`${this.seed}/${this.rolls++}`).digest().subarray(0, length);
  }

  /** As our ids are made, for any time. */
  id(time: number): Buffer {
    const id = Buffer.alloc(16);
    id.writeUIntBE(time, 0, 6);
    this.bytes(10).copy(id, 6);
    id[6] = 0x70 | ((id[6] ?? 0) & 0x0f);
    id[8] = 0x80 | ((id[8] ?? 0) & 0x3f);
    return id;
  }
}

export const SCOPES = [
  'openid',
  'profile',
  'email',
  'offline_access',
  'orders:read',
  'orders:write',
  ',',
  'Orders:read',
];
export const AUDIENCES = [
  'https://api.example/orders',
  'https://api.example/mail',
  'urn:x:é',
  'https://API.example/mail',
];
export const IPS = ['192.0.2.1', '192.0.2.2', '192.0.2.3', '2001:db8::1', '198.51.100.7', '203.0.113.9'];
const END_REASONS = ['signed_out', 'replaced', 'ended_by_admin', 'password_changed'];

/** @param now the ledger reaches four hours back from it */
export function randomLedger(seed: number, now: number, approvals: number): RandomLedger {
  const dice = new Dice(seed);
  const begin = now - 240 * MINUTE;
  const moment = (): number => begin + dice.below(now - begin);
  const sometimes = (probability: number): number | null => (dice.chance(probability) ? moment() : null);
  const list = (from: readonly string[], most: number): string =>
    JSON.stringify([...new Set(Array.from({ length: dice.below(most + 1) }, () => dice.skewed(from)))]);

  const account = Array.from({ length: 14 }, (_each, index) => ({
    id: dice.id(begin - DAY),
    username: `person-${index}`,
    email: null,
    email_verified: 0,
    password_hash: null,
    roles: '[]',
    claims: '{}',
    disabled_at: index === 3 ? now - 5 * MINUTE : null,
    tokens_revoked_before: index === 4 ? now - 90 * MINUTE : null,
    password_changed_at: null,
    sign_in_cleared_at: null,
    administers: null,
    created_at: begin - DAY,
    updated_at: begin - DAY,
  }));
  // The last is gone: tokens of it are still there.
  const clientIds = Array.from({ length: 12 }, (_each, index) => `client-${index}`);
  const client = clientIds.slice(0, -1).map((client_id, index) => ({
    client_id,
    client_name: client_id,
    name_key: client_id,
    application_type: 'web',
    token_endpoint_auth_method: 'none',
    metadata: '{}',
    disabled_at: index === 5 ? now - MINUTE : null,
    tokens_revoked_before: index === 2 ? now - 60 * MINUTE : null,
    created_at: index === 6 ? now - 120 * MINUTE : begin - DAY,
    updated_at: begin - DAY,
  }));
  const signing_key = ['key-1', 'key-2', 'key-3'].map((id, index) => ({
    id,
    algorithm: 'ES256',
    generation: index + 1,
    state: 'active',
    public_jwk: '{}',
    private_key_sealed: Buffer.alloc(1),
    created_at: begin,
    activated_at: begin,
    retiring_at: null,
    retired_at: null,
    revoked_at: index === 1 ? now : null,
  }));
  const ledger: RandomLedger = {
    account,
    client,
    signing_key,
    session: [],
    consent: [],
    family: [],
    authorization_code: [],
    token: [],
  };
  const token = (time: number, facts: Partial<TokenRow>): TokenRow => {
    // Ids may differ from the time of issue, and a few rows come out of order.
    const drift = dice.chance(0.1) ? dice.below(8 * MINUTE) - 4 * MINUTE : 0;
    const row: TokenRow = {
      id: dice.id(time + drift),
      kind: 'access_token',
      format: 'opaque',
      digest: dice.bytes(32),
      family_id: null,
      parent_id: null,
      client_id: dice.skewed(clientIds),
      subject: '',
      session_id: null,
      grant_type: 'authorization_code',
      scope: list(SCOPES, 4),
      audience: list(AUDIENCES, 2),
      key_id: null,
      bindings: '{}',
      issued_at: time,
      expires_at: time + dice.of([10 * MINUTE, 60 * MINUTE]),
      ip: dice.chance(0.9) ? dice.skewed(IPS) : null,
      user_agent: dice.chance(0.9) ? `browser ${dice.below(3)}` : null,
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
    if (dice.chance(0.02)) {
      row.revoked_at = time + MINUTE;
      row.revocation_reason = 'revoked_by_admin';
    }
    ledger.token.push(row);
    return row;
  };

  for (let count = 0; count < approvals; count++) {
    const time = moment();
    if (dice.chance(0.4)) {
      const client_id = dice.skewed(clientIds);
      token(time, {
        client_id,
        subject: client_id,
        grant_type: 'client_credentials',
        ...(dice.chance(0.5) ? { key_id: dice.of(['key-1', 'key-2', 'key-3', 'key-gone']), format: 'jwt' } : {}),
      });
    } else approve(time);
  }
  ledger.token.sort((one, other) => one.id.compare(other.id));
  return ledger;

  function approve(time: number): void {
    const person = dice.skewed(account);
    const client_id = dice.skewed(clientIds);
    const ended_at = sometimes(0.25);
    const session: SessionRow = {
      id: dice.id(time - MINUTE),
      digest: dice.bytes(32),
      account_id: person.id,
      auth_time: time,
      acr: '1',
      amr: '["pwd"]',
      created_at: time - MINUTE,
      last_seen_at: time,
      expires_at: time + DAY,
      ended_at,
      end_reason: ended_at === null || dice.chance(0.2) ? null : dice.of(END_REASONS),
      ip: dice.of(IPS),
      user_agent: 'browser 0',
    };
    const earlier = ledger.session.length > 0 && dice.chance(0.5) ? dice.of(ledger.session) : undefined;
    const ofSession = earlier?.account_id.equals(person.id) ? earlier : session;
    if (ofSession === session && dice.chance(0.95)) ledger.session.push(session);
    const known = ledger.consent.find((each) => each.account_id.equals(person.id) && each.client_id === client_id);
    const revoked_at = sometimes(0.1);
    const consent: ConsentRow = known ?? {
      id: dice.id(time),
      account_id: person.id,
      client_id,
      live: revoked_at === null ? 1 : null,
      scope: '[]',
      resources: '[]',
      created_at: time,
      updated_at: time,
      revoked_at,
    };
    if (!known && dice.chance(0.95)) ledger.consent.push(consent);
    const family: FamilyRow = {
      id: dice.id(time),
      client_id,
      account_id: dice.chance(0.02) ? dice.id(time) : person.id,
      session_id: ofSession.id,
      consent_id: dice.chance(0.8) ? consent.id : null,
      scope: '[]',
      resources: '[]',
      offline: dice.below(2),
      auth_time: time,
      acr: '1',
      amr: '[]',
      created_at: time,
      expires_at: time + dice.of([30 * MINUTE, 200 * MINUTE, 30 * DAY]),
      revoked_at: sometimes(0.12),
      revocation_reason: null,
    };
    // A few families are gone, and their tokens still there.
    if (dice.chance(0.97)) ledger.family.push(family);
    descend(family, idFromBytes(person.id), time);
  }

  function descend(family: FamilyRow, subject: string, time: number): void {
    const facts = { family_id: family.id, client_id: family.client_id, subject, session_id: family.session_id };
    const code = token(time, {
      ...facts,
      kind: 'authorization_code',
      expires_at: time + MINUTE,
      reused_at: dice.chance(0.05) ? time + 10_000 : null,
    });
    ledger.authorization_code.push({
      id: code.id,
      digest: code.digest,
      family_id: family.id,
      client_id: family.client_id,
      redirect_uri: 'https://client.example/',
      redirect_uri_sent: 1,
      nonce: null,
      bindings: '{}',
      issued_at: time,
      expires_at: time + MINUTE,
      consumed_at: dice.chance(0.8) ? time + 5_000 : null,
    });
    let parent = code;
    let at = time + 5_000;
    for (let generation = 0, rotations = dice.below(5); generation <= rotations && at < now; generation++) {
      const of = {
        ...facts,
        parent_id: parent.id,
        grant_type: generation === 0 ? 'authorization_code' : 'refresh_token',
      };
      token(at, of);
      token(at, { ...of, kind: 'id_token', format: 'jwt', key_id: dice.of(['key-1', 'key-2', 'key-3']) });
      const refresh = token(at, {
        ...of,
        kind: 'refresh_token',
        generation,
        expires_at: Math.min(at + dice.of([20 * MINUTE, DAY]), family.expires_at),
        reused_at: dice.chance(0.04) ? at + MINUTE : null,
      });
      if (generation > 0) {
        parent.rotated_at = at;
        parent.successor_id = refresh.id;
      }
      parent = refresh;
      at += dice.below(40 * MINUTE);
    }
  }
}

/** @param only those that are to be inserted now; everything else of the ledger comes along when it is left out */
export async function insertLedger(
  connection: Connection,
  ledger: RandomLedger,
  only?: readonly TokenRow[],
): Promise<void> {
  const { token, ...others } = ledger;
  if (only) await insertRows(connection, 'token', only);
  else for (const [table, rows] of Object.entries({ ...others, token })) await insertRows(connection, table, rows);
}

export async function insertRows(connection: Connection, table: string, rows: readonly object[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 20) {
    const part = rows.slice(start, start + 20);
    const sql = insertInto(table, Object.keys(part[0] ?? {}), part.length);
    await connection.change(
      sql,
      part.flatMap((row) => Object.values(row) as Value[]),
    );
  }
}
