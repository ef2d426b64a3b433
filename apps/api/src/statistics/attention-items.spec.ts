import { DAY, HOUR, type ClientCounts } from '@gatehouse/persistence';
import { client } from '@gatehouse/protocol/testing';
import {
  DEFAULT_KEY_LIFECYCLE,
  type ClientRecord,
  type ClientSecretRecord,
  type SigningKeyRecord,
} from '@gatehouse/protocol';
import { auditItems, gradeItem, keyItems, refusalItem, secretItem } from './attention-items';

const NOW = 1_790_000_000_000;

describe('secrets that need attention', () => {
  const secret = (id: string, expiresAt: number | null, lastUsedAt: number | null = null): ClientSecretRecord => ({
    id,
    clientId: 'web',
    digest: Buffer.alloc(32),
    createdAt: 1,
    expiresAt,
    lastUsedAt,
    lastUsedIp: null,
    lastUsedMethod: null,
  });
  const item = (one: ClientSecretRecord, others: ClientSecretRecord[] = [], facts: Partial<ClientRecord> = {}) =>
    secretItem(
      { id: one.id, clientId: 'web', expiresAt: one.expiresAt ?? 0, lastUsedAt: one.lastUsedAt },
      client({
        clientId: 'web',
        clientName: 'Shop',
        tokenEndpointAuthMethod: 'client_secret_basic',
        secrets: [one, ...others],
        ...facts,
      }),
      NOW,
    ).map(({ kind, severity }) => `${kind} ${severity}`);

  it('end soon and are the last', () => {
    expect(item(secret('a', NOW + 10 * DAY))).toEqual(['secret_expires warning']);
    expect(item(secret('a', NOW + 2 * DAY))).toEqual(['secret_expires critical']);
    expect(item(secret('a', NOW + 10 * DAY), [secret('b', NOW + 9 * DAY)])).toEqual(['secret_expires warning']);
  });

  it('end soon and are in use, though there is another', () => {
    const other = secret('b', null);
    expect(item(secret('a', NOW + 10 * DAY, NOW - DAY), [other])).toEqual(['secret_expires warning']);
    expect(item(secret('a', NOW + 10 * DAY, NOW - 8 * DAY), [other])).toEqual([]);
    expect(item(secret('a', NOW + 10 * DAY), [other])).toEqual([]);
  });

  it('have ended in use, and there is no other', () => {
    const ended = secret('a', NOW - DAY, NOW - 2 * DAY);
    expect(item(ended)).toEqual(['secret_expired critical']);
    expect(item(ended, [secret('b', NOW - 1)])).toEqual(['secret_expired critical']);
    expect(item(ended, [secret('b', NOW + 1)])).toEqual([]);
    expect(item(secret('a', NOW - DAY, NOW - 9 * DAY))).toEqual([]);
    expect(item(secret('a', NOW - DAY))).toEqual([]);
  });

  it('are none of a client that is disabled, gone or uses no secret', () => {
    const ending = secret('a', NOW + DAY);
    expect(item(ending, [], { disabledAt: 1 })).toEqual([]);
    expect(item(ending, [], { tokenEndpointAuthMethod: 'private_key_jwt' })).toEqual([]);
    expect(secretItem({ id: 'a', clientId: 'gone', expiresAt: NOW, lastUsedAt: NOW }, undefined, NOW)).toEqual([]);
  });
});

describe('signing keys that need attention', () => {
  const key = (
    algorithm: SigningKeyRecord['algorithm'],
    state: SigningKeyRecord['state'],
    age: number,
  ): SigningKeyRecord => ({
    id: `${algorithm} ${state}`,
    algorithm,
    generation: 1,
    state,
    publicJwk: {},
    privateKeySealed: Buffer.alloc(0),
    createdAt: NOW - age * DAY,
    activatedAt: state === 'next' ? null : NOW - age * DAY,
    retiringAt: null,
    retiredAt: null,
    revokedAt: null,
  });
  const fine = key('RS256', 'active', 1);
  const items = (...keys: SigningKeyRecord[]) =>
    keyItems([fine, ...keys], DEFAULT_KEY_LIFECYCLE, NOW).map(({ kind, target, until }) => [
      kind,
      target.id,
      until === null ? null : (until - NOW) / DAY,
    ]);

  it('are none while keys rotate by themselves', () => {
    expect(items(key('ES256', 'active', 60))).toEqual([]);
    expect(items(key('ES256', 'active', 77))).toEqual([]);
    expect(items(key('ES256', 'active', 80), key('ES256', 'next', 4))).toEqual([]);
  });

  it('are those that sign soon', () => {
    expect(items(key('ES256', 'active', 85), key('ES256', 'next', 9))).toEqual([['signing_key_due', 'ES256 next', 5]]);
  });

  it('are those that should have changed days ago', () => {
    expect(items(key('ES256', 'active', 79))).toEqual([['signing_key_overdue', 'ES256 active', null]]);
    const late = items(key('ES256', 'active', 93), key('ES256', 'next', 17));
    expect(late).toEqual([['signing_key_overdue', 'ES256 active', null]]);
    expect(items()).toEqual([['signing_key_overdue', 'ES256', null]]);
  });
});

describe('clients that need attention', () => {
  const counts = (refused: number, issued: number): ClientCounts => ({
    clientId: 'web',
    others: false,
    refused,
    issued,
    top: { series: 'token_refusals', reason: 'code.expired', counted: refused },
  });
  const item = (refused: number, issued: number, known: ClientRecord | undefined = client({ clientName: 'Shop' })) =>
    refusalItem(counts(refused, issued), known, 1).map(({ severity }) => severity);

  it('are refused often, and often enough', () => {
    expect([item(19, 0), item(20, 0), item(20, 60), item(20, 61)]).toEqual([[], ['warning'], ['warning'], []]);
    expect([item(100, 0), item(100, 1)]).toEqual([['critical'], ['warning']]);
    expect(refusalItem(counts(50, 0), undefined, 1)).toEqual([]);
  });

  it('have a poor grade', () => {
    const graded = { clientId: 'web', clientName: 'Shop', reason: 'Why.', updatedAt: 7 };
    expect(gradeItem({ ...graded, grade: 'F' })).toMatchObject({ severity: 'critical', since: 7 });
    expect(gradeItem({ ...graded, grade: 'D' })).toMatchObject({ severity: 'warning', client_id: 'web' });
  });
});

describe('the audit log needs attention', () => {
  const kinds = (soundAt: number | null, faultyAt: number | null) =>
    auditItems({ soundAt, faultyAt }, NOW).map(({ kind, since }) => [kind, since]);

  it('while it was not verified, and when that is long ago', () => {
    expect(kinds(null, null)).toEqual([['audit_unverified', null]]);
    expect(kinds(NOW - 30 * DAY, null)).toEqual([['audit_unverified', NOW - 30 * DAY]]);
    expect(kinds(NOW - 30 * DAY + HOUR, null)).toEqual([]);
  });

  it('from when it was found faulty until it is found sound', () => {
    expect(kinds(NOW - DAY, NOW - HOUR)).toEqual([['audit_faulty', NOW - HOUR]]);
    expect(kinds(null, NOW - HOUR)).toEqual([['audit_faulty', NOW - HOUR]]);
    expect(kinds(NOW - HOUR, NOW - DAY)).toEqual([]);
  });
});
