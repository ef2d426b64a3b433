import { AccountStore, canonicalIdentifier, type IdentityAccount, type Role } from '@gatehouse/identity';
import { AccountDirectory, idFromBytes, idToBytes, isId, type AccountRecord } from '@gatehouse/protocol';
import { flag, listFromJson, listToJson, objectToJson } from '../columns/stored-values';
import type { AccountRow } from '../entities/account.entity';
import type { AccountIdentifierRow } from '../entities/account-identifier.entity';
import { insertInto, oneRow, type Connection, type Value } from '../gateway/gateway';
import { isDuplicate } from '../gateway/store-errors';
import { ACCOUNT_SELECTION, accountOf, type SelectedAccount } from './account-rows';
import { RevocationEntries } from './revocation-entries';

/** Every column that `valuesOf` fills. */
const CHANGING = [
  'username',
  'email',
  'email_verified',
  'password_hash',
  'roles',
  'claims',
  'disabled_at',
  'tokens_revoked_before',
  'password_changed_at',
  'sign_in_cleared_at',
  'administers',
  'updated_at',
] as const satisfies readonly (keyof AccountRow)[];

const FIND = `SELECT ${ACCOUNT_SELECTION} FROM account WHERE id = ?`;
const FIND_BY_IDENTIFIER = `SELECT ${ACCOUNT_SELECTION}
  FROM account_identifier JOIN account ON account.id = account_identifier.account_id
  WHERE account_identifier.identifier = ?`;
const LIST = `SELECT ${ACCOUNT_SELECTION} FROM account WHERE id > ? ORDER BY id LIMIT ?`;
const LOCK = `${FIND} FOR UPDATE`;
const ADMINISTRATORS = 'SELECT id, roles, disabled_at FROM account WHERE administers = 1 ORDER BY id';
const INSERT = insertInto('account', ['id', ...CHANGING, 'created_at']);
/** The moment up to which tokens are revoked never moves back, whoever saves what was read before it was set. */
const LATER = {
  sqlite: 'NULLIF(MAX(COALESCE(tokens_revoked_before, -1), COALESCE(?, -1)), -1)',
  mysql: 'NULLIF(GREATEST(COALESCE(tokens_revoked_before, -1), COALESCE(?, -1)), -1)',
};
const updateWith = (later: string): string => {
  const set = CHANGING.map((column) => `${column} = ${column === 'tokens_revoked_before' ? later : '?'}`);
  return `UPDATE account SET ${set.join(', ')} WHERE id = ?`;
};
const UPDATE = { sqlite: updateWith(LATER.sqlite), mysql: updateWith(LATER.mysql) };
const REVOKE_TOKENS = `UPDATE account SET tokens_revoked_before =
  CASE WHEN tokens_revoked_before IS NULL OR tokens_revoked_before < ? THEN ? ELSE tokens_revoked_before END
  WHERE id = ?`;
type Ends = Pick<AccountRow, 'disabled_at' | 'tokens_revoked_before'>;
const ENDS = 'SELECT disabled_at, tokens_revoked_before FROM account WHERE id = ?';
const IDENTIFIERS = 'SELECT identifier FROM account_identifier WHERE account_id = ?';
const CLAIM = 'INSERT INTO account_identifier (identifier, account_id) VALUES (?, ?)';
const GIVE_UP = 'DELETE FROM account_identifier WHERE identifier = ? AND account_id = ?';

export class TypeormAccountStore extends AccountStore {
  constructor(private readonly connection: Connection) {
    super();
  }

  override find(id: string): Promise<IdentityAccount | undefined> {
    return isId(id) ? findAccount(this.connection, FIND, idToBytes(id)) : Promise.resolve(undefined);
  }

  override findByIdentifier(canonical: string): Promise<IdentityAccount | undefined> {
    return findAccount(this.connection, FIND_BY_IDENTIFIER, canonical);
  }

  override async list(page: { readonly after?: string; readonly limit: number }): Promise<IdentityAccount[]> {
    const after = page.after === undefined ? Buffer.alloc(0) : idToBytes(page.after);
    return (await this.connection.rows<SelectedAccount>(LIST, [after, page.limit])).map(accountOf);
  }

  override lock(id: string): Promise<IdentityAccount | undefined> {
    const sql = this.connection.dialect === 'sqlite' ? FIND : LOCK;
    return isId(id) ? findAccount(this.connection, sql, idToBytes(id)) : Promise.resolve(undefined);
  }

  override async enabledOwners(): Promise<readonly string[]> {
    // SQLite writes one transaction at a time anyway.
    const sql = this.connection.dialect === 'sqlite' ? ADMINISTRATORS : `${ADMINISTRATORS} FOR UPDATE`;
    const rows = await this.connection.rows<Pick<AccountRow, 'id' | 'roles' | 'disabled_at'>>(sql);
    return rows
      .filter((row) => row.disabled_at === null && listFromJson<Role>(row.roles).includes('owner'))
      .map((row) => idFromBytes(row.id));
  }

  override async insert(account: IdentityAccount): Promise<'inserted' | 'taken'> {
    const id = idToBytes(account.id);
    if (!(await this.claimAll(identifiersOf(account), id))) return 'taken';
    await this.connection.change(INSERT, [id, ...valuesOf(account), account.createdAt]);
    return 'inserted';
  }

  override async update(account: IdentityAccount): Promise<'updated' | 'taken'> {
    const id = idToBytes(account.id);
    await this.tellRevoked(account);
    const held = await this.connection.rows<Pick<AccountIdentifierRow, 'identifier'>>(IDENTIFIERS, [id]);
    const before = held.map((row) => row.identifier);
    const after = identifiersOf(account);
    const claimed = await this.claimAll(
      after.filter((identifier) => !before.includes(identifier)),
      id,
    );
    if (!claimed) return 'taken';
    for (const identifier of before.filter((old) => !after.includes(old))) {
      await this.connection.change(GIVE_UP, [identifier, id]);
    }
    const sql = this.connection.dialect === 'sqlite' ? UPDATE.sqlite : UPDATE.mysql;
    const changed = await this.connection.change(sql, [...valuesOf(account), id]);
    if (changed !== 1) throw new Error(`there is no account ${account.id}`);
    return 'updated';
  }

  override async revokeTokensBefore(id: string, at: number): Promise<'set' | 'refused'> {
    if (!isId(id)) return 'refused';
    if ((await this.connection.change(REVOKE_TOKENS, [at, at, idToBytes(id)])) !== 1) return 'refused';
    await new RevocationEntries(this.connection).subject(id, at, at);
    return 'set';
  }

  override async remove(id: string): Promise<'removed' | 'refused'> {
    if (!isId(id)) return 'refused';
    const now = Date.now();
    await new RevocationEntries(this.connection).subject(id, now, now);
    await this.connection.change('DELETE FROM account_identifier WHERE account_id = ?', [idToBytes(id)]);
    return (await this.connection.change('DELETE FROM account WHERE id = ?', [idToBytes(id)])) === 1
      ? 'removed'
      : 'refused';
  }

  /** Before the row changes: what ends with it is told to verifiers too. */
  private async tellRevoked({ id, disabledAt, tokensRevokedBefore, updatedAt }: IdentityAccount): Promise<void> {
    const before = await oneRow<Ends>(this.connection, ENDS, [idToBytes(id)]);
    const entries = new RevocationEntries(this.connection);
    if (disabledAt !== null && before?.disabled_at === null) await entries.subject(id, disabledAt, updatedAt);
    if (tokensRevokedBefore !== null && tokensRevokedBefore > (before?.tokens_revoked_before ?? -1)) {
      await entries.subject(id, tokensRevokedBefore, updatedAt);
    }
  }

  /** All of them or none: the primary key is the judge. */
  private async claimAll(identifiers: readonly string[], id: Buffer): Promise<boolean> {
    const claimed: string[] = [];
    for (const identifier of identifiers) {
      try {
        await this.connection.change(CLAIM, [identifier, id]);
        claimed.push(identifier);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        for (const given of claimed) await this.connection.change(GIVE_UP, [given, id]);
        return false;
      }
    }
    return true;
  }
}

/** What the protocol knows of people. */
export class TypeormAccountDirectory extends AccountDirectory {
  constructor(private readonly connection: Connection) {
    super();
  }

  override async find(accountId: string): Promise<AccountRecord | undefined> {
    if (!isId(accountId)) return undefined;
    const account = await findAccount(this.connection, FIND, idToBytes(accountId));
    if (!account) return undefined;
    const { id, username, email, emailVerified, claims, disabledAt, updatedAt } = account;
    return { id, username, email, emailVerified, claims, disabledAt, updatedAt };
  }
}

async function findAccount(connection: Connection, sql: string, value: Value): Promise<IdentityAccount | undefined> {
  const row = await oneRow<SelectedAccount>(connection, sql, [value]);
  return row && accountOf(row);
}

/** In one order for everybody, so that two claims never wait for each other. */
function identifiersOf(account: IdentityAccount): string[] {
  const texts = account.email === null ? [account.username] : [account.username, account.email];
  return [...new Set(texts.map(canonicalIdentifier))].sort();
}

/** In the order of `CHANGING`. */
function valuesOf(account: IdentityAccount): Value[] {
  return [
    account.username,
    account.email,
    flag(account.emailVerified),
    account.passwordHash,
    listToJson(account.roles),
    objectToJson(account.claims),
    account.disabledAt,
    account.tokensRevokedBefore,
    account.passwordChangedAt,
    account.signInClearedAt,
    account.roles.length > 0 ? 1 : null,
    account.updatedAt,
  ];
}
