/** Secrets that are let loose in an instance, and the search for them in whatever it leaves behind. */

/** Bytes of the random part at the end of our own opaque secrets. */
const SECRET_BYTES = 32;
const OPAQUE = /^gh_[a-z]{2}_([A-Za-z0-9_-]{64})$/;

export class Canaries {
  private readonly secrets = new Map<string, string>();

  /** Remembers a secret under a name and returns it. @throws when it is too short to be told from chance */
  plant(name: string, secret: string): string {
    if (secret.length < 16) throw new TypeError(`"${name}" is too short for a canary: ${secret}`);
    this.secrets.set(secret, name);
    return secret;
  }

  get names(): readonly string[] {
    return [...this.secrets.values()];
  }

  /** Names of the canaries that are in there, in any spelling. */
  foundIn(haystack: Buffer | string): string[] {
    const bytes = typeof haystack === 'string' ? Buffer.from(haystack) : haystack;
    return [...this.secrets].flatMap(([secret, name]) =>
      spellings(secret).flatMap(([how, needle]) => (bytes.includes(needle) ? [`${name} (${how})`] : [])),
    );
  }
}

/** How a secret may have been written down. */
function spellings(secret: string): [how: string, needle: Buffer][] {
  const bytes = Buffer.from(secret);
  const opaque = OPAQUE.exec(secret)?.[1];
  const random = opaque === undefined ? undefined : Buffer.from(opaque, 'base64url').subarray(-SECRET_BYTES);
  const jwt = secret.split('.');
  const needles: Record<string, Buffer | undefined> = {
    'as it is': bytes,
    'in a URL': Buffer.from(encodeURIComponent(secret)),
    'in a form': Buffer.from(new URLSearchParams({ a: secret }).toString().slice(2)),
    'in JSON': Buffer.from(JSON.stringify(secret).slice(1, -1)),
    'in base64': Buffer.from(bytes.toString('base64').replace(/=+$/, '').slice(0, -1)),
    'in base64url': Buffer.from(bytes.toString('base64url').slice(0, -1)),
    'in hexadecimal': Buffer.from(bytes.toString('hex')),
    'in UTF-16': Buffer.from(secret, 'utf16le'),
    'its random bytes': random,
    'its random bytes in hexadecimal': random && Buffer.from(random.toString('hex')),
    // Header and claims of a JWT are no secret; its signature is what makes it one.
    'its signature': jwt.length === 3 ? Buffer.from(jwt[2] ?? '') : undefined,
    'its signature’s bytes': jwt.length === 3 ? Buffer.from(jwt[2] ?? '', 'base64url') : undefined,
  };
  return Object.entries(needles).filter((pair): pair is [string, Buffer] => (pair[1]?.length ?? 0) >= 16);
}
