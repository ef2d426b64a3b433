import type { JsonWebKey } from 'node:crypto';
import {
  SigningKeyStore,
  type SigningAlgorithm,
  type SigningKeyRecord,
  type SigningKeyState,
} from '@gatehouse/protocol';
import { objectFromJson } from '../columns/stored-values';
import type { SigningKeyRow } from '../entities/signing-key.entity';
import { insertInto, oneRow, type Connection } from '../gateway/gateway';
import { isDuplicate } from '../gateway/store-errors';
import { raiseCatalogueVersion } from './catalogue-version';
import { RevocationEntries } from './revocation-entries';

const COLUMNS = [
  'id',
  'algorithm',
  'generation',
  'state',
  'public_jwk',
  'private_key_sealed',
  'created_at',
  'activated_at',
  'retiring_at',
  'retired_at',
  'revoked_at',
] as const satisfies readonly (keyof SigningKeyRow)[];

const INSERT = insertInto('signing_key', COLUMNS);
const LIST = `SELECT ${COLUMNS.join(', ')} FROM signing_key`;
const ORDER = 'ORDER BY created_at, id';
const REVOKE = `UPDATE signing_key SET state = 'retired', retired_at = COALESCE(retired_at, ?), revoked_at = ?
  WHERE id = ? AND revoked_at IS NULL`;
const LATEST = 'SELECT MAX(generation) AS latest FROM signing_key WHERE algorithm = ?';
const TIME_OF_STATE = { active: 'activated_at', retiring: 'retiring_at', retired: 'retired_at' } as const;

export class TypeormSigningKeyStore extends SigningKeyStore {
  constructor(private readonly connection: Connection) {
    super();
  }

  override async list(options: { readonly retired?: boolean } = {}): Promise<SigningKeyRecord[]> {
    const which = options.retired === true ? '' : `WHERE state <> 'retired'`;
    const rows = await this.connection.rows<SigningKeyRow>(`${LIST} ${which} ${ORDER}`);
    return rows.map(keyOf);
  }

  override async insert(key: SigningKeyRecord): Promise<'inserted' | 'refused'> {
    try {
      await this.connection.change(INSERT, [
        key.id,
        key.algorithm,
        key.generation,
        key.state,
        JSON.stringify(key.publicJwk),
        key.privateKeySealed,
        key.createdAt,
        key.activatedAt,
        key.retiringAt,
        key.retiredAt,
        key.revokedAt,
      ]);
    } catch (error) {
      if (isDuplicate(error)) return 'refused';
      throw error;
    }
    await raiseCatalogueVersion(this.connection);
    return 'inserted';
  }

  override async advance(
    id: string,
    from: SigningKeyState,
    to: SigningKeyState,
    at: number,
  ): Promise<'advanced' | 'refused'> {
    const changed =
      to === 'next'
        ? await this.connection.change('UPDATE signing_key SET state = ? WHERE id = ? AND state = ?', [to, id, from])
        : await this.connection.change(
            `UPDATE signing_key SET state = ?, ${TIME_OF_STATE[to]} = ? WHERE id = ? AND state = ?`,
            [to, at, id, from],
          );
    if (changed !== 1) return 'refused';
    await raiseCatalogueVersion(this.connection);
    return 'advanced';
  }

  override async revoke(id: string, at: number): Promise<'revoked' | 'refused'> {
    if ((await this.connection.change(REVOKE, [at, at, id])) !== 1) return 'refused';
    await new RevocationEntries(this.connection).key(id, at);
    await raiseCatalogueVersion(this.connection);
    return 'revoked';
  }

  override async latestGeneration(algorithm: SigningAlgorithm): Promise<number> {
    const row = await oneRow<{ latest: number | null }>(this.connection, LATEST, [algorithm]);
    return row?.latest ?? 0;
  }
}

function keyOf(row: SigningKeyRow): SigningKeyRecord {
  return {
    id: row.id,
    algorithm: row.algorithm as SigningAlgorithm,
    generation: row.generation,
    state: row.state as SigningKeyState,
    publicJwk: objectFromJson(row.public_jwk) as JsonWebKey,
    privateKeySealed: row.private_key_sealed,
    createdAt: row.created_at,
    activatedAt: row.activated_at,
    retiringAt: row.retiring_at,
    retiredAt: row.retired_at,
    revokedAt: row.revoked_at,
  };
}
