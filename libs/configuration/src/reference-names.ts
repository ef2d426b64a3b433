/**
 * Names of the environment variables that an exported file refers to: `web` → `WEB_CLIENT_SECRET`. Asked for in the same
 * order, the same names come out, so that two exports of the same entries are the same text.
 */
import { createHash } from 'node:crypto';

/** Variables that mean something else where the command line reads a file. */
const RESERVED = ['GATEHOUSE_CLIENT_SECRET'];

export class ReferenceNames {
  private readonly names = new Set<string>();

  /** In the order in which they were asked for. */
  get given(): readonly string[] {
    return [...this.names];
  }

  /** @returns `${NAME}` */
  referenceTo(id: string, what: 'CLIENT_SECRET' | 'PASSWORD'): string {
    const letters = id.normalize('NFKD').replace(/\p{M}/gu, '');
    const words = letters.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();
    const start = /^[0-9]/.test(words) ? `_${words}` : words;
    const plain = `${start}_${what}`;
    // Another entry has the same letters and digits: the digest tells them apart, whatever else comes or goes.
    const digest = createHash('sha256').update(id).digest('hex').toUpperCase();
    let name = plain;
    for (let length = 8; this.names.has(name) || RESERVED.includes(name); length += 8) {
      name = `${start}_${digest.slice(0, length)}_${what}`;
    }
    this.names.add(name);
    return `\${${name}}`;
  }
}
