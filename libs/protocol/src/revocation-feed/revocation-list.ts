/**
 * The list that resource servers follow, as the claims of a JWT: what has been revoked and could still be accepted by
 * whoever verifies by signature alone. An extension of ours; docs/adr/0012-revocation-feed.md describes every member.
 */
import type { RevocationEntry } from '../records/revocation-entry';

/** The `typ` of its header, and with `application/` before it its media type. RFC 8725 §3.11. */
export const REVOCATION_LIST_TYPE = 'revocation-list+jwt';

/** Seconds after which a list is no proof any more that nothing else was revoked. */
export const LIST_LIFETIME = 60;

/** Epoch seconds of the latest end of these tokens → their marks, each 22 characters of base64url. */
export type MarksByExpiry = Readonly<Record<string, readonly string[]>>;
/** Mark · everything made up to this moment has ended (epoch milliseconds) · epoch seconds of the latest end. */
export type EndedUntil = readonly [string, number, number];

export interface RevokedMarks {
  readonly tokens?: MarksByExpiry;
  readonly families?: MarksByExpiry;
  readonly keys?: MarksByExpiry;
  readonly subjects?: readonly EndedUntil[];
  readonly clients?: readonly EndedUntil[];
}

export interface RevocationList {
  readonly iss: string;
  readonly iat: number;
  readonly exp: number;
  /** Ask with it for what comes after. */
  readonly cursor: string;
  /** Everything there is; else only what is new, and what may be new. */
  readonly complete: boolean;
  readonly revoked: RevokedMarks;
}

export interface ListFacts {
  readonly issuer: string;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly cursor: number;
  readonly complete: boolean;
}

export function revocationList(entries: Iterable<RevocationEntry>, facts: ListFacts): RevocationList {
  const iat = Math.floor(facts.now / 1000);
  return {
    iss: facts.issuer,
    iat,
    exp: iat + LIST_LIFETIME,
    cursor: String(facts.cursor),
    complete: facts.complete,
    revoked: revokedMarks(entries),
  };
}

const GROUPS = { token: 'tokens', family: 'families', key: 'keys', subject: 'subjects', client: 'clients' } as const;
const MINUTE = 60;

function revokedMarks(entries: Iterable<RevocationEntry>): RevokedMarks {
  const byExpiry: { tokens?: Groups; families?: Groups; keys?: Groups } = {};
  const untils: { subjects?: EndedUntil[]; clients?: EndedUntil[] } = {};
  for (const { kind, mark, issuedUntil, expiresAt } of entries) {
    const text = mark.toString('base64url');
    const end = Math.ceil(expiresAt / 1000);
    if (kind === 'subject' || kind === 'client') {
      (untils[GROUPS[kind]] ??= []).push([text, issuedUntil ?? end * 1000, end]);
    } else {
      const groups = (byExpiry[GROUPS[kind]] ??= {});
      // Rounded up, so that many share one group.
      (groups[Math.ceil(end / MINUTE) * MINUTE] ??= []).push(text);
    }
  }
  return { ...byExpiry, ...untils };
}

type Groups = Record<string, string[]>;
