/** Ids as one segment of a path, as the admin API writes them in `self`: odd characters become `~` and base64url. */

const SAFE = /^[A-Za-z0-9_-][A-Za-z0-9_.:@-]*$/;
const ENCODED = /^~[A-Za-z0-9_-]+$/;

/** For the path of the admin API and for addresses of this console. */
export function toPathId(id: string): string {
  if (SAFE.test(id)) return id;
  const binary = Array.from(new TextEncoder().encode(id), (byte) => String.fromCharCode(byte)).join('');
  return `~${btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')}`;
}

/** The id of a segment; what is no encoded id stays as it is. */
export function fromPathId(segment: string): string {
  if (!ENCODED.test(segment)) return segment;
  try {
    const binary = atob(segment.slice(1).replace(/-/g, '+').replace(/_/g, '/'));
    return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  } catch {
    return segment;
  }
}
