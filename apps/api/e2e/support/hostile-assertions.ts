/** Client assertions that prove nothing, by what is wrong with them. SEC-D01 to D07; RFC 7523 §3, RFC 8725 §3. */
import { createHmac, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';

const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const otherCurve = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

export interface AssertionParts {
  readonly clientId: string;
  readonly kid: string;
  readonly key: KeyObject;
  readonly audience: string;
}

type Members = Readonly<Record<string, unknown>>;

interface Signing {
  readonly header?: Members;
  readonly claims?: Members;
  /** Makes the signature of the signing input; default: the client's own, as its `alg` asks. */
  readonly signature?: (input: string) => Buffer;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = () => Math.floor(Date.now() / 1000);

function signatureOf(key: KeyObject, padding?: object): (input: string) => Buffer {
  const options = key.asymmetricKeyType === 'ec' ? { key, dsaEncoding: 'ieee-p1363' as const } : { key, ...padding };
  return (input) => sign('sha256', Buffer.from(input), options);
}

/** A good assertion, but for what is named. */
export function assertionOf({ clientId, kid, key, audience }: AssertionParts, signing: Signing = {}): string {
  const alg = key.asymmetricKeyType === 'ec' ? 'ES256' : 'RS256';
  const claims = { iss: clientId, sub: clientId, aud: audience, exp: seconds() + 60, jti: randomUUID() };
  const input = `${encode({ alg, kid, ...signing.header })}.${encode({ ...claims, ...signing.claims })}`;
  return `${input}.${(signing.signature ?? signatureOf(key))(input).toString('base64url')}`;
}

function hmac(secret: string | Buffer, hash = 'sha256'): (input: string) => Buffer {
  return (input) => createHmac(hash, secret).update(input).digest();
}

/**
 * What must never authenticate the client, by name. Every entry is made of the client's good assertion with one thing
 * changed, and most with a signature that is right for what it claims to be.
 * @param publicKey the client's registered key, as an attacker knows it
 */
export function hostileAssertions(parts: AssertionParts, publicKey: KeyObject): [name: string, assertion: string][] {
  const make = (signing: Signing) => assertionOf(parts, signing);
  const claims = (changed: Members) => make({ claims: changed });
  const jwk = publicKey.export({ format: 'jwk' });
  const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const der = publicKey.export({ format: 'der', type: 'spki' });
  const symmetric: [string, string | Buffer][] = [
    ['the public key as PEM', pem],
    ['the public key as PEM without its last line break', pem.trimEnd()],
    ['the public key as DER', der],
    ['the public JWK', JSON.stringify(jwk)],
    ['the registered JWK', JSON.stringify({ ...jwk, kid: parts.kid })],
    ['an empty secret', ''],
    ['the key id', parts.kid],
  ];
  const good = make({});
  const [goodHeader = '', goodClaims = '', goodSignature = ''] = good.split('.');
  const strangerJwk = { ...stranger.publicKey.export({ format: 'jwk' }), kid: parts.kid };
  const { audience, clientId } = parts;
  const now = seconds();
  return [
    ...symmetric.flatMap(([name, secret]): [string, string][] => [
      [`HS256 keyed with ${name}`, make({ header: { alg: 'HS256' }, signature: hmac(secret) })],
      [`HS512 keyed with ${name}`, make({ header: { alg: 'HS512' }, signature: hmac(secret, 'sha512') })],
    ]),
    ...['none', 'None', 'NONE', 'nOnE', 'none ', ''].map((alg): [string, string] => [
      `alg ${JSON.stringify(alg)} without a signature`,
      make({ header: { alg }, signature: () => Buffer.alloc(0) }),
    ]),
    ['alg none with the good signature', make({ header: { alg: 'none' } })],
    ['no alg', make({ header: { alg: undefined } })],
    ['an alg that is a list', make({ header: { alg: ['ES256', 'RS256'] } })],
    ['an alg that is a number', make({ header: { alg: 256 } })],
    ['an alg in small letters', make({ header: { alg: 'es256' } })],
    ['ES384 by another key', make({ header: { alg: 'ES384' }, signature: signatureOf(otherCurve.privateKey) })],
    ['RS256 by another key', make({ header: { alg: 'RS256' }, signature: signatureOf(otherRsa.privateKey) })],
    ['PS256 by another key', make({ header: { alg: 'PS256' }, signature: signatureOf(otherRsa.privateKey) })],
    ['a stranger’s signature', make({ signature: signatureOf(stranger.privateKey) })],
    ['a stranger’s key in jwk', make({ header: { jwk: strangerJwk }, signature: signatureOf(stranger.privateKey) })],
    [
      'a stranger’s keys by jku',
      make({ header: { jku: 'https://evil.example/jwks' }, signature: signatureOf(stranger.privateKey) }),
    ],
    [
      'a stranger’s certificate',
      make({ header: { x5c: [der.toString('base64')] }, signature: signatureOf(stranger.privateKey) }),
    ],
    ['an unknown kid', make({ header: { kid: 'other' } })],
    ['a kid that is a path', make({ header: { kid: '../../../../dev/null' } })],
    ['a kid that is SQL', make({ header: { kid: "' OR 1=1 --" } })],
    ['a kid that is an object', make({ header: { kid: { toString: 'x' } } })],
    ['a critical header', make({ header: { crit: ['exp'], exp: 1 } })],
    ['an unencoded payload', make({ header: { crit: ['b64'], b64: false } })],
    ['a compressed payload', make({ header: { zip: 'DEF', crit: ['zip'] } })],
    ['the type of an access token', make({ header: { typ: 'at+jwt' } })],
    ['the type of a DPoP proof', make({ header: { typ: 'dpop+jwt' } })],
    ['a type that is no text', make({ header: { typ: 1 } })],
    ['no signature', `${goodHeader}.${goodClaims}.`],
    ['a signature of zeros', `${goodHeader}.${goodClaims}.${Buffer.alloc(64).toString('base64url')}`],
    ['half a signature', `${goodHeader}.${goodClaims}.${goodSignature.slice(0, 40)}`],
    ['a signature and more', `${goodHeader}.${goodClaims}.${goodSignature}AAAA`],
    [
      'a signature in DER',
      make({ signature: (input) => sign('sha256', Buffer.from(input), parts.key).subarray(0, 63) }),
    ],
    ['other claims under the signature', `${goodHeader}.${encode({ iss: clientId, sub: clientId })}.${goodSignature}`],
    ['padding', `${goodHeader}=.${goodClaims}.${goodSignature}`],
    ['a blank in front', ` ${good}`],
    ['a line break behind', `${good}\n`],
    ['a NUL behind', `${good}\0`],
    ['two parts', `${goodHeader}.${goodClaims}`],
    ['four parts', `${good}.AAAA`],
    ['the five parts of a JWE', `${encode({ alg: 'dir', enc: 'A256GCM' })}..AAAA.${goodClaims}.AAAA`],
    ['JSON serialization', JSON.stringify({ payload: goodClaims, protected: goodHeader, signature: goodSignature })],
    ['a header that is a list', `${encode([])}.${goodClaims}.${goodSignature}`],
    ['a header that is null', `${encode(null)}.${goodClaims}.${goodSignature}`],
    ['claims that are a list', `${goodHeader}.${encode([])}.${goodSignature}`],
    ['claims that are a text', `${goodHeader}.${encode('x')}.${goodSignature}`],
    ['claims nested deeply', `${goodHeader}.${Buffer.from('['.repeat(9_000)).toString('base64url')}.${goodSignature}`],
    ['claims that are not UTF-8', `${goodHeader}.${Buffer.from([0xff, 0xfe]).toString('base64url')}.${goodSignature}`],
    ['a word', 'assertion'],
    ['60,000 dots', '.'.repeat(60_000)],
    ['60,000 letters', 'a'.repeat(60_000)],
    ['an issuer that is another client', claims({ iss: 'spa' })],
    ['an issuer that is the server', claims({ iss: audience })],
    ['an issuer that is a list', claims({ iss: [clientId] })],
    ['no issuer', claims({ iss: undefined })],
    ['no subject', claims({ sub: undefined })],
    ['an empty subject', claims({ sub: '' })],
    ['a subject that is a list', claims({ sub: [clientId] })],
    ['a subject that is another client', claims({ sub: 'web-basic' })],
    ['no audience', claims({ aud: undefined })],
    ['an empty audience', claims({ aud: '' })],
    ['an empty list of audiences', claims({ aud: [] })],
    ['the audience of another server', claims({ aud: 'https://evil.example' })],
    ['an audience that begins like us', claims({ aud: `${audience}.evil.example` })],
    ['an audience that we begin with', claims({ aud: audience.slice(0, -1) })],
    ['an audience that is an object', claims({ aud: { 0: audience } })],
    ['no exp', claims({ exp: undefined })],
    ['an exp that is a text', claims({ exp: `${now + 60}` })],
    ['an exp five minutes ago', claims({ exp: now - 300 })],
    ['an exp in a year', claims({ exp: now + 31_536_000 })],
    ['an exp beyond all numbers', claims({ exp: 1e308 })],
    ['a negative exp', claims({ exp: -1 })],
    ['an nbf in five minutes', claims({ nbf: now + 300 })],
    ['an iat in five minutes', claims({ iat: now + 300 })],
    ['an nbf that is a text', claims({ nbf: 'now' })],
    ['no jti', claims({ jti: undefined })],
    ['an empty jti', claims({ jti: '' })],
    ['a jti that is a number', claims({ jti: 7 })],
  ];
}
