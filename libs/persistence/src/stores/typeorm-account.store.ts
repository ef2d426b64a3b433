import { AccountStore, canonicalIdentifier, type IdentityAccount } from '@gatehouse/identity';
import { AccountDirectory, idToBytes, isId, type AccountRecord } from '@gatehouse/protocol';
import { flag, listToJson, objectToJson } from '../columns/stored-values';
import type { AccountIdentifierRow } from '../entities/account-identifier.entity';
import { insertInto, oneRow, type Connection, type Value } from '../gateway/gateway';
import { isDuplicate } from '../gateway/store-errors';
import { ACCOUNT_COLUMNS, ACCOUNT_SELECTION, accountOf, type SelectedAccount } from './account-rows';

const FIND = `SELECT ${ACCOUNT_SELECTION} FROM account WHERE id = ?`;
const FIND_BY_IDENTIFIER = `SELECT ${ACCOUNT_SELECTION}
  FROM account_identifier JOIN account ON account.id = account_identifier.account_id
  WHERE account_identifier.identifier = ?`;
const INSERT = insertInto('account', ACCOUNT_COLUMNS);
const UPDATE = `UPDATE account SET username = ?, email = ?, email_verified = ?, password_hash = ?, roles = ?, claims = ?,
  disabled_at = ?, updated_at = ? WHERE id = ?`;
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

  override async insert(account: IdentityAccount): Promise<'inserted' | 'taken'> {
    const id = idToBytes(account.id);
    if (!(await this.claimAll(identifiersOf(account), id))) return 'taken';
    const values = valuesOf(account);
    await this.connection.change(INSERT, [id, ...values.slice(0, -1), account.createdAt, account.updatedAt]);
    return 'inserted';
  }

  override async update(account: IdentityAccount): Promise<'updated' | 'taken'> {
    const id = idToBytes(account.id);
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
    const changed = await this.connection.change(UPDATE, [...valuesOf(account), id]);
    if (changed !== 1) throw new Error(`there is no account ${account.id}`);
    return 'updated';
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

/** From `username` on, as the statements name them; `updated_at` last. */
function valuesOf(account: IdentityAccount): Value[] {
  return [
    account.username,
    account.email,
    flag(account.emailVerified),
    account.passwordHash,
    listToJson(account.roles),
    objectToJson(account.claims),
    account.disabledAt,
    account.updatedAt,
  ];
}
