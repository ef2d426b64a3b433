/**
 * Events between the transaction that they are part of and their places in the chain. Written down, proven, within that
 * transaction; and remembered for a while, as the process that wrote them is mostly the one that seals them, and reading
 * a row into a record again costs more than anything else about it.
 */
import type { KeyObject } from 'node:crypto';
import {
  canonicalRecord,
  pendingLine,
  readPendingLines,
  recordDigest,
  recordMac,
  type AuditRecord,
  type PendingRecord,
  type ProvenRecord,
} from '@gatehouse/audit';
import { idToBytes } from '@gatehouse/protocol';
import { insertInto, type Connection } from '../gateway/gateway';
import { isStorable } from './audit-rows';

/** Characters of one row, unless a single record has more; far less than a statement may have. */
const LONGEST_ROW = 500_000;
/** Characters that are remembered: the events of a second or so under full load. */
const MOST_REMEMBERED = 2_000_000;

const INSERT_PENDING = insertInto('audit_pending', ['id', 'records']);

interface Written {
  readonly characters: number;
  readonly records: readonly ProvenRecord[];
}

export class PendingEvents {
  private key: KeyObject | undefined;
  /** By the id of the row in hexadecimal, in the order of writing. */
  private readonly written = new Map<string, Written>();
  private characters = 0;

  /** Must be called once before the first event. @param key 32 bytes that are not in the database */
  proveWith(key: KeyObject): void {
    this.key = key;
  }

  /** Writes records down within whatever transaction the connection is in. */
  async write(connection: Connection, records: readonly AuditRecord[]): Promise<void> {
    if (!this.key) throw new Error('audit events cannot be written before the key ring is open');
    let row: ProvenRecord[] = [];
    let text = '';
    for (const record of records) {
      const canonical = canonicalRecord(record);
      const digest = recordDigest(canonical);
      const mac = recordMac(digest, this.key);
      const line = pendingLine(canonical, mac, digest);
      if (row.length > 0 && text.length + line.length > LONGEST_ROW) {
        await this.insert(connection, row, text);
        row = [];
      }
      text = row.length > 0 ? `${text}\n${line}` : line;
      row.push({ record, mac, digest });
    }
    await this.insert(connection, row, text);
  }

  /** Rows that this process wrote and does not know to be sealed. */
  get rows(): number {
    return this.written.size;
  }

  /** What this process wrote into a row; undefined when that is not known. @param id of the row */
  writtenTo(id: Buffer): readonly ProvenRecord[] | undefined {
    return this.written.get(id.toString('hex'))?.records;
  }

  /** @param ids of rows that are sealed */
  forget(ids: readonly Buffer[]): void {
    for (const id of ids) this.drop(id.toString('hex'));
  }

  /** For when somebody else seals, or all is sealed. */
  forgetAll(): void {
    this.written.clear();
    this.characters = 0;
  }

  private async insert(connection: Connection, records: readonly ProvenRecord[], text: string): Promise<void> {
    const [first] = records;
    if (!first) return;
    const id = idToBytes(first.record.id);
    await connection.change(INSERT_PENDING, [id, text]);
    this.remember(id.toString('hex'), { characters: text.length, records });
  }

  private remember(name: string, written: Written): void {
    this.written.set(name, written);
    this.characters += written.characters;
    for (const oldest of this.written.keys()) {
      if (this.characters <= MOST_REMEMBERED) return;
      this.drop(oldest);
    }
  }

  private drop(name: string): void {
    this.characters -= this.written.get(name)?.characters ?? 0;
    this.written.delete(name);
  }
}

/**
 * The events of a row as another process wrote it.
 * @throws SyntaxError for what cannot be read, RangeError for what the log cannot hold
 */
export function storableRecords(text: string): readonly PendingRecord[] {
  const records = readPendingLines(text);
  if (!records.every(({ record }) => isStorable(record))) throw new RangeError('the log cannot hold this');
  return records;
}
