import { createSecretKey } from 'node:crypto';
import type { AuditEvent } from '@gatehouse/audit';
import type { TokenRecord } from '@gatehouse/protocol';
import { token } from '@gatehouse/protocol/testing';
import { PendingEvents } from '../audit/pending-events';
import type { Connection, Gateway, Value, Work } from '../gateway/gateway';
import { StoreBusyError, StoreUnavailableError } from '../gateway/store-errors';
import { LedgerWriter } from './ledger-writer';
import { TOKEN_COLUMNS } from './token-rows';

/** A database that a test lets through batch by batch; it speaks MySQL, so the rows of a batch share a statement. */
class ManualGateway {
  readonly dialect = 'mariadb';
  /** Ids of the token rows of each transaction, as far as it was let through. */
  readonly transactions: string[][] = [];
  /** The statements of each transaction: the table, and how many rows or events. */
  readonly statements: string[][] = [];
  private readonly gates: ((fault?: Error) => void)[] = [];

  get waiting(): number {
    return this.gates.length;
  }

  async transaction<T>(work: Work<T>): Promise<T> {
    const ids: string[] = [];
    const statements: string[] = [];
    const change = async (sql: string, values: readonly Value[] = []): Promise<number> => {
      const table = /^INSERT INTO (\w+)/.exec(sql)?.[1];
      const columns = table === 'token' ? TOKEN_COLUMNS.length : 2;
      const rows = values.length / columns;
      const events = table === 'token' ? rows : String(values[1]).split('\n').length;
      statements.push(`${table} ${events}`);
      if (table === 'token') {
        for (let at = 0; at < values.length; at += columns) ids.push((values[at] as Buffer).toString('hex'));
      }
      return rows;
    };
    const result = await work({ dialect: this.dialect, change } as Connection);
    await new Promise<void>((resolve, reject) => {
      this.gates.push((fault) => (fault ? reject(fault) : resolve()));
    });
    this.transactions.push(ids);
    this.statements.push(statements);
    return result;
  }

  async next(fault?: Error): Promise<void> {
    await turn();
    const gate = this.gates.shift();
    if (!gate) throw new Error('nothing waits');
    gate(fault);
    await turn();
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const hex = (record: TokenRecord): string => record.id.replaceAll('-', '');
const issued = (record: TokenRecord): AuditEvent => ({
  id: 'token.issued',
  at: record.issuedAt,
  clientId: record.clientId,
  detail: { tokens: [record.id] },
});

function writer(): { gateway: ManualGateway; ledger: LedgerWriter } {
  const gateway = new ManualGateway();
  const pending = new PendingEvents();
  pending.proveWith(createSecretKey(Buffer.alloc(32)));
  return { gateway, ledger: new LedgerWriter(gateway as unknown as Gateway, pending) };
}

describe('LedgerWriter', () => {
  it('writes a lone caller at once, and answers only after the commit', async () => {
    const { gateway, ledger } = writer();
    const { record } = token();
    let answered = false;
    const recorded = ledger.record([record]).then(() => (answered = true));
    await turn();
    expect(gateway.waiting).toBe(1);
    expect(answered).toBe(false);
    await gateway.next();
    await recorded;
    expect(gateway.transactions).toEqual([[hex(record)]]);
  });

  it('gathers who comes while a commit is under way into the next one', async () => {
    const { gateway, ledger } = writer();
    const records = Array.from({ length: 12 }, () => token().record);
    const first = ledger.record([records[0]!]);
    await turn();
    const rest = records.slice(1).map((record) => ledger.record([record]));
    await gateway.next();
    await first;
    await gateway.next();
    await Promise.all(rest);
    expect(gateway.transactions).toEqual([[hex(records[0]!)], records.slice(1).map(hex)]);
  });

  it('takes no more into a batch than one statement holds, and splits no caller', async () => {
    const { gateway, ledger } = writer();
    const callers = Array.from({ length: 20 }, () => [token().record, token().record, token().record]);
    const answers = callers.map((rows) => ledger.record(rows));
    await gateway.next();
    await gateway.next();
    await Promise.all(answers);
    expect(gateway.transactions).toEqual([callers.slice(0, 10).flat().map(hex), callers.slice(10).flat().map(hex)]);
  });

  it('writes the events of a batch with its rows: a statement for each, one transaction for all', async () => {
    const { gateway, ledger } = writer();
    const records = Array.from({ length: 20 }, () => token().record);
    const answers = records.map((record) => ledger.record([record], [issued(record)]));
    answers.push(ledger.record([], [issued(records[0]!), issued(records[1]!)]));
    await gateway.next();
    await Promise.all(answers);
    expect(gateway.statements).toEqual([['token 20', 'audit_pending 22']]);
  });

  it('takes no more events into a batch than tokens', async () => {
    const { gateway, ledger } = writer();
    const event = issued(token().record);
    const answers = Array.from({ length: 20 }, () => ledger.record([], [event, event, event]));
    await gateway.next();
    await gateway.next();
    await Promise.all(answers);
    expect(gateway.statements).toEqual([['audit_pending 30'], ['audit_pending 30']]);
  });

  it('has nothing to do for a caller that brings nothing', async () => {
    const { gateway, ledger } = writer();
    await ledger.record([], []);
    expect(gateway.waiting).toBe(0);
  });

  it('writes a caller with more rows than one statement holds in a transaction', async () => {
    const { gateway, ledger } = writer();
    const rows = Array.from({ length: 70 }, () => token().record);
    const answer = ledger.record(rows);
    await gateway.next();
    await answer;
    expect(gateway.transactions).toEqual([rows.map(hex)]);
  });

  it('tries each caller by itself when a batch fails', async () => {
    const { gateway, ledger } = writer();
    const records = [token().record, token().record, token().record];
    const answers = Promise.allSettled(records.map((record) => ledger.record([record])));
    await gateway.next(new Error('one of them is bad'));
    await gateway.next();
    await gateway.next(new Error('this one'));
    await gateway.next();
    const outcomes = await answers;
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(gateway.transactions).toEqual([[hex(records[0]!)], [hex(records[2]!)]]);
  });

  it('does not try each by itself when the database is busy', async () => {
    const { gateway, ledger } = writer();
    const answers = Promise.allSettled([token().record, token().record].map((record) => ledger.record([record])));
    await gateway.next(new StoreBusyError('full'));
    for (const outcome of await answers) {
      expect(outcome.status === 'rejected' ? outcome.reason : undefined).toBeInstanceOf(StoreBusyError);
    }
    expect(gateway.waiting).toBe(0);
    const later = ledger.record([token().record]);
    await gateway.next();
    await later;
  });

  it('refuses those who came meanwhile when the database is busy or down', async () => {
    for (const fault of [new StoreBusyError('full'), new StoreUnavailableError('down')]) {
      const { gateway, ledger } = writer();
      const answers = [ledger.record([token().record])];
      await turn();
      answers.push(ledger.record([token().record]), ledger.record([token().record]));
      const outcomes = Promise.allSettled(answers);
      await gateway.next(fault);
      expect(gateway.waiting).toBe(0);
      for (const outcome of await outcomes) expect(outcome).toEqual({ status: 'rejected', reason: fault });
    }
  });

  it('refuses who has waited too long for the batch before, and writes the rest', async () => {
    const { gateway, ledger } = writer();
    const [first, late, fresh] = [token().record, token().record, token().record];
    const started = ledger.record([first]);
    await turn();
    const overdue = expect(ledger.record([late])).rejects.toThrow(StoreBusyError);
    const sixSecondsOn = performance.now() + 6_000;
    const clock = jest.spyOn(performance, 'now').mockReturnValue(sixSecondsOn);
    const written = ledger.record([fresh]);
    await gateway.next();
    await Promise.all([started, overdue]);
    await gateway.next();
    await written;
    clock.mockRestore();
    expect(gateway.transactions).toEqual([[hex(first)], [hex(fresh)]]);
  });
});
