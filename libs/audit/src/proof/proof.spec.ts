import { createHash, createHmac, createPublicKey, createSecretKey, verify } from 'node:crypto';
import { auditRecord } from '../audit-record';
import type { AuditEvent } from '../audit-event';
import { auditKeys } from './audit-keys';
import { canonicalRecord, recordDigest, recordMac } from './canonical-record';
import { CHAIN_START, nextChain } from './chain';
import { AuditSigningKey, checkpointText } from './checkpoint';

const ID = '019b4000-0000-7000-8000-000000000001';
const EVENT: AuditEvent = {
  id: 'token.issued',
  at: 1_768_478_400_000,
  clientId: 'web-shop',
  subject: 'ada',
  familyId: '019b4000-0000-7000-8000-00000000000f',
  ip: '192.0.2.1',
  userAgent: 'Mozilla "5.0"',
  detail: { tokens: ['a'], ü: '😀' },
};
const key = createSecretKey(Buffer.alloc(32, 7));

describe('the text of a record', () => {
  it('has every member in a fixed order, the detail last and as it was stored', () => {
    expect(canonicalRecord(auditRecord(EVENT, ID))).toBe(
      `{"id":"${ID}","event":"token.issued","at":1768478400000,"outcome":"success","actor_kind":"client",` +
        '"actor_id":"web-shop","target_kind":null,"target_id":null,"client_id":"web-shop","subject":"ada",' +
        '"family_id":"019b4000-0000-7000-8000-00000000000f","session_id":null,"ip":"192.0.2.1",' +
        '"user_agent":"Mozilla \\"5.0\\"","check":null,"reference":null,"detail":{"tokens":["a"],"ü":"😀"}}',
    );
  });

  it('is JSON that gives the same text again, which is what lets others verify an export', () => {
    const odd = { ...EVENT, detail: { 2: 'b', 1: 'a', '\u2028': '\ud800', __proto__: null, list: [1e21, -0, 0.1] } };
    for (const event of [EVENT, odd]) {
      const text = canonicalRecord(auditRecord(event, ID));
      expect(JSON.stringify(JSON.parse(text))).toBe(text);
    }
  });

  it('differs when any member does', () => {
    const record = auditRecord(EVENT, ID);
    const texts = new Set([canonicalRecord(record)]);
    for (const member of Object.keys(record)) {
      texts.add(canonicalRecord({ ...record, [member]: member === 'at' ? 1 : '"x"' }));
    }
    expect(texts.size).toBe(Object.keys(record).length + 1);
  });

  it('does not let one member pass for another', () => {
    const record = auditRecord(EVENT, ID);
    const forged = { ...record, reference: null, check: 'x","reference":"y' };
    expect(canonicalRecord(forged)).not.toBe(canonicalRecord({ ...record, check: 'x', reference: 'y' }));
  });
});

describe('what proves a record', () => {
  const text = canonicalRecord(auditRecord(EVENT, ID));

  it('is its SHA-256 for everybody and an HMAC-SHA-256 for whoever has the key', () => {
    expect(recordDigest(text)).toBe(createHash('sha256').update(text).digest('hex'));
    const digest = recordDigest(text);
    for (const secret of [Buffer.alloc(32, 7), Buffer.from('Jefe'), Buffer.alloc(64, 0xaa)]) {
      const expected = createHmac('sha256', secret).update(digest, 'hex').digest('hex');
      const own = createSecretKey(secret);
      expect(recordMac(digest, own)).toBe(expected);
      expect(recordMac(recordDigest('other'), own)).not.toBe(expected);
      expect(recordMac(digest, own)).toBe(expected);
    }
    expect(() => recordMac(digest, createSecretKey(Buffer.alloc(65)))).toThrow(TypeError);
  });

  it('is chained with its place and with everything before it', () => {
    const digest = recordDigest(text);
    const place = Buffer.from([0, 0, 0, 0, 0, 0, 1, 0]);
    const first = nextChain(CHAIN_START, 256, digest);
    expect(first).toEqual(
      createHash('sha256')
        .update(Buffer.concat([Buffer.alloc(32), place, Buffer.from(digest, 'hex')]))
        .digest(),
    );
    expect(nextChain(CHAIN_START, 257, digest)).not.toEqual(first);
    const far = Buffer.from([0, 0, 1, 0, 0, 0, 0, 2]);
    expect(nextChain(first, 2 ** 40 + 2, digest)).toEqual(
      createHash('sha256')
        .update(Buffer.concat([first, far, Buffer.from(digest, 'hex')]))
        .digest(),
    );
    expect(nextChain(first, 256, digest)).not.toEqual(first);
  });
});

describe('checkpoints: Ed25519, RFC 8032', () => {
  const signing = new AuditSigningKey(key);
  const checkpoint = signing.checkpoint(1_000, Buffer.alloc(32, 1), EVENT.at);

  it('are signed by a key that is the same on every replica', () => {
    expect(new AuditSigningKey(createSecretKey(Buffer.alloc(32, 7))).keyId).toBe(signing.keyId);
    expect(signing.signed(checkpoint)).toBe(true);
    const publicKey = createPublicKey({ key: signing.publicJwk, format: 'jwk' });
    expect(publicKey.asymmetricKeyType).toBe('ed25519');
    expect(verify(null, Buffer.from(checkpointText(checkpoint)), publicKey, checkpoint.signature)).toBe(true);
    expect(signing.publicJwk).not.toHaveProperty('d');
  });

  it('has the key of the test vector of RFC 8032 §7.1', () => {
    const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
    const vector = new AuditSigningKey(createSecretKey(seed));
    const expected = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
    expect(Buffer.from(vector.publicJwk.x ?? '', 'base64url').toString('hex')).toBe(expected);
    expect(vector.keyId).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  it.each([
    ['seq', { seq: 1_001 }],
    ['chain', { chain: Buffer.alloc(32, 2) }],
    ['at', { at: EVENT.at + 1 }],
    ['keyId', { keyId: 'other' }],
    ['signature', { signature: Buffer.alloc(64) }],
    ['signature', { signature: Buffer.alloc(0) }],
  ])('does not fit another %s', (_, change) => {
    expect(signing.signed({ ...checkpoint, ...change })).toBe(false);
  });

  it('come from another secret than the proofs of rows', () => {
    const asked: string[] = [];
    const keys = auditKeys((purpose) => {
      asked.push(purpose);
      return createSecretKey(createHash('sha256').update(purpose).digest());
    });
    expect(new Set(asked).size).toBe(2);
    expect(keys.signing.signed(keys.signing.checkpoint(1, Buffer.alloc(32), 1))).toBe(true);
  });
});
