/**
 * What a pasted text is. A token never leaves the browser: its id and digest are worked out here, and only they are sent.
 */
export type Recognised =
  /** `digest` is SHA-256 of the whole token in hexadecimal: what the ledger knows. */
  | { readonly kind: 'token'; readonly id: string; readonly digest: string; readonly what: string }
  /** A secret that must not be searched for: nothing of it is kept. */
  | { readonly kind: 'secret'; readonly what: string }
  | { readonly kind: 'digest'; readonly digest: string }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'reference'; readonly reference: string }
  | { readonly kind: 'uri'; readonly uri: string }
  | { readonly kind: 'text'; readonly text: string };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const JWT = /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/;
/** A prefix that names the kind, then base64url of a 16-byte id and 32 bytes of secret. */
const OPAQUE = /^gh_([a-z]{2})_([\w-]{64})$/;
const TOKENS: Readonly<Record<string, string>> = {
  at: 'access token',
  rt: 'refresh token',
  ac: 'authorization code',
};
const SECRETS: Readonly<Record<string, string>> = { cs: 'client secret', ss: 'session', su: 'set-up code' };
/** Crockford's base 32, ten characters. */
const REFERENCE = /^[0-9A-HJKMNP-TV-Z]{10}$/;

/** Says what a text is, by its shape alone. */
export async function recognise(pasted: string): Promise<Recognised> {
  const text = pasted.trim().replace(/^Bearer +/i, '');
  const opaque = OPAQUE.exec(text);
  const kind = opaque?.[1] ?? '';
  if (opaque && TOKENS[kind] !== undefined) {
    const id = uuidOf(fromBase64Url(opaque[2] ?? '').slice(0, 16));
    return { kind: 'token', id, digest: await digestOf(text), what: TOKENS[kind] };
  }
  if (/^gh_[a-z]{2}_/.test(text)) return { kind: 'secret', what: SECRETS[text.slice(3, 5)] ?? 'secret' };
  if (JWT.test(text)) {
    const id = jwtIdOf(text);
    if (id === undefined) return { kind: 'secret', what: 'token that is not ours' };
    return { kind: 'token', id, digest: await digestOf(text), what: 'JSON Web Token' };
  }
  if (UUID.test(text)) return { kind: 'id', id: text.toLowerCase() };
  const digest = /^(?:sha256:)?([0-9a-f]{64})$/i.exec(text)?.[1];
  if (digest !== undefined) return { kind: 'digest', digest: digest.toLowerCase() };
  const reference = readReference(text);
  // Ten letters may as well be a name: the search looks for both.
  if (reference !== undefined && /\d/.test(reference)) return { kind: 'reference', reference };
  if (/^[a-z][a-z0-9+.-]*:\/?\/?\S+$/i.test(text)) return { kind: 'uri', uri: text };
  return { kind: 'text', text };
}

/** A reference as somebody typed it: case, blanks, and letters that look like digits do not matter. */
export function readReference(text: string): string | undefined {
  const reference = text.replace(/[\s-]/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  return REFERENCE.test(reference) ? reference : undefined;
}

async function digestOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return hex(bytes);
}

function jwtIdOf(token: string): string | undefined {
  try {
    const claims: unknown = JSON.parse(new TextDecoder().decode(fromBase64Url(token.split('.')[1] ?? '')));
    const id = typeof claims === 'object' && claims !== null && 'jti' in claims ? claims.jti : undefined;
    return typeof id === 'string' && UUID.test(id) ? id.toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}

function fromBase64Url(text: string): Uint8Array {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

function uuidOf(bytes: Uint8Array): string {
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
