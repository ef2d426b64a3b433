/** C10 to C12: the keys of a client are public, strong enough and can be told apart. RFC 7517 §4 and §9.3, RFC 7518 §3 and §6. */
import type { RuleFinding } from '../rule-finding';
import { isRecord } from './is-record';

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const curves: Readonly<Record<string, readonly string[]>> = {
  EC: ['P-256', 'P-384', 'P-521'],
  OKP: ['Ed25519', 'Ed448', 'X25519', 'X448'],
};
const coordinateBytes: Readonly<Record<string, number>> = {
  'P-256': 32,
  'P-384': 48,
  'P-521': 66,
  Ed25519: 32,
  Ed448: 57,
  X25519: 32,
  X448: 56,
};
const maximumKeys = 50;

/** What is wrong with a `jwks` member; `path` is put before every finding. Never shows a key. */
export function keySetRules(keySet: unknown, path: readonly (string | number)[] = ['jwks']): RuleFinding[] {
  const keys = isRecord(keySet) ? keySet['keys'] : undefined;
  const finding = (
    rule: string,
    level: 'error' | 'warning',
    where: (string | number)[],
    message: string,
    fix: string,
  ): RuleFinding => ({
    rule,
    level,
    path: [...path, ...where],
    message,
    fix,
  });
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > maximumKeys) {
    return [
      finding(
        'C10',
        'error',
        ['keys'],
        `A key set has a list “keys” of 1 to ${maximumKeys} keys.`,
        'Give { "keys": [ … ] } with public keys.',
      ),
    ];
  }
  const findings: RuleFinding[] = [];
  const seen = new Set<unknown>();
  for (const [index, key] of keys.entries()) {
    const where = ['keys', index];
    if (!isRecord(key)) {
      findings.push(finding('C10', 'error', where, 'A key has to be an object.', 'Give a JSON Web Key.'));
      continue;
    }
    if (key['kty'] === 'oct' || privateMembers.some((member) => Object.hasOwn(key, member))) {
      findings.push(
        finding(
          'C10',
          'error',
          where,
          'This key is secret: it has private members. Treat it as exposed.',
          'Make a new key pair and give only its public half.',
        ),
      );
      continue;
    }
    const fault = strengthFault(key);
    if (fault !== undefined)
      findings.push(
        finding(
          'C11',
          'error',
          where,
          `This key cannot be used: ${fault}.`,
          'Use RSA with 2048 bits or more, EC on P-256, or Ed25519.',
        ),
      );
    const kid = key['kid'];
    if (kid === undefined) {
      if (keys.length > 1)
        findings.push(
          finding(
            'C12',
            'warning',
            where,
            'This key has no “kid”, so signatures have to be tried against several keys.',
            'Give each key its own “kid”.',
          ),
        );
    } else if (typeof kid !== 'string' || kid === '' || kid.length > 255) {
      findings.push(
        finding(
          'C12',
          'error',
          [...where, 'kid'],
          '“kid” has to be a text of 1 to 255 characters.',
          'Use the key’s thumbprint.',
        ),
      );
    } else if (seen.has(kid)) {
      findings.push(
        finding('C12', 'error', [...where, 'kid'], 'Two keys have the same “kid”.', 'Give each key its own “kid”.'),
      );
    } else {
      seen.add(kid);
    }
  }
  return findings;
}

function strengthFault(key: Readonly<Record<string, unknown>>): string | undefined {
  const { kty, crv, n, e, x, y } = key;
  if (kty === 'RSA') {
    const modulus = bytesOf(n);
    const exponent = bytesOf(e);
    if (modulus === undefined || exponent === undefined) return '“n” and “e” have to be base64url';
    const bits = bitLength(modulus);
    if (bits < 2048) return `its RSA modulus has ${bits} bits`;
    if (bits > 8192) return `its RSA modulus has ${bits} bits, which takes too long to verify`;
    const isOddAndAboveOne = ((exponent.at(-1) ?? 0) & 1) === 1 && bitLength(exponent) > 1;
    return isOddAndAboveOne ? undefined : 'its RSA exponent is not valid';
  }
  if (kty !== 'EC' && kty !== 'OKP') return 'its type (“kty”) is not RSA, EC or OKP';
  if (typeof crv !== 'string' || !(curves[kty] ?? []).includes(crv)) return 'its curve is not supported';
  const size = coordinateBytes[crv];
  if (bytesOf(x)?.length !== size || (kty === 'EC' && bytesOf(y)?.length !== size))
    return `its coordinates do not fit ${crv}`;
  return undefined;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** base64url without padding (RFC 7515 §2), or undefined. */
function bytesOf(text: unknown): number[] | undefined {
  if (typeof text !== 'string' || text.length % 4 === 1 || !/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const character of text) {
    buffer = ((buffer << 6) | alphabet.indexOf(character)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 0xff);
    }
  }
  return bytes;
}

function bitLength(bytes: readonly number[]): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (bytes.length - first) * 8 - Math.clz32(bytes[first] ?? 0) + 24;
}
