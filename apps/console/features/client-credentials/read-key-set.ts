/** Public keys that somebody pasted: read and judged in the browser, before anything is sent. RFC 7517. */
import { hasErrors, keySetRules, type JsonWebKey as PublicKey, type RuleFinding } from '@gatehouse/client-rules';

export interface ReadKeys {
  /** Empty when something is wrong. */
  readonly keys: readonly PublicKey[];
  readonly findings: readonly Pick<RuleFinding, 'rule' | 'level' | 'message' | 'fix'>[];
}

/** @param registered keys that the pasted ones are added to: a `kid` may be there once only */
export function readKeySet(text: string, registered: readonly PublicKey[] = []): ReadKeys {
  const refused = (message: string, fix: string): ReadKeys => ({
    keys: [],
    findings: [{ rule: 'C10', level: 'error', message, fix }],
  });
  if (/PRIVATE KEY-----/.test(text)) {
    return refused(
      'This is a private key. Nothing of it was sent.',
      'Keep it with the client, and paste its public half as a JSON Web Key.',
    );
  }
  if (text.includes('-----BEGIN')) {
    return refused(
      'This is a key in PEM.',
      'Paste it as a JSON Web Key: { "kty": … }, or { "keys": [ … ] } for several.',
    );
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return refused('This is not JSON.', 'Paste a JSON Web Key, { "kty": … }, or a key set, { "keys": [ … ] }.');
  }
  const pasted = keysIn(parsed);
  const alone = keySetRules({ keys: pasted });
  if (hasErrors(alone)) return { keys: [], findings: alone };
  const together = keySetRules({ keys: [...registered, ...pasted] });
  return { keys: hasErrors(together) ? [] : (pasted as PublicKey[]), findings: together };
}

function keysIn(parsed: unknown): unknown[] {
  if (Array.isArray(parsed)) return parsed;
  if (typeof parsed !== 'object' || parsed === null) return [];
  if ('keys' in parsed) return Array.isArray(parsed.keys) ? parsed.keys : [];
  return 'kty' in parsed ? [parsed] : [];
}

/** The keys of a client as the admin API answers them. */
export function keysOf(jwks: Readonly<Record<string, unknown>> | undefined): PublicKey[] {
  return keysIn(jwks ?? {}) as PublicKey[];
}

/** `EC P-256`, `RSA 2048 bits`, `Ed25519`. */
export function kindOf({ kty, crv, n }: PublicKey): string {
  if (kty === 'RSA') return typeof n === 'string' ? `RSA, ${Math.floor((n.length * 6) / 8) * 8} bits` : 'RSA';
  return kty === 'OKP' ? String(crv) : `${kty} ${String(crv)}`;
}
