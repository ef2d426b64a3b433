/**
 * The one form in which usernames and e-mail addresses are compared: for uniqueness, for signing in, for counting guesses.
 * In the manner of Unicode's NFKC_Casefold (UAX #31 §5.1) and RFC 8265 §3.3. Whoever sends mail must send it to the stored
 * address, never to what was typed: two spellings of one canonical form may be two mailboxes elsewhere.
 */
import { domainToASCII } from 'node:url';

/** Longest address of RFC 5321 §4.5.3.1.3 without its brackets. */
export const IDENTIFIER_MAXIMUM_LENGTH = 254;

// Controls, invisible and bidirectional marks, lone surrogates, private and unassigned characters, blanks.
const UNFIT = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

/**
 * The canonical form of a username or e-mail address of a record.
 * @throws TypeError when it has none; records are checked before they are stored, so this is a fault of ours
 */
export function canonicalIdentifier(text: string): string {
  const canonical = readIdentifier(text);
  if (canonical === undefined) throw new TypeError('not a username or e-mail address');
  return canonical;
}

/** The canonical form of what somebody typed, or undefined when it can be nobody's username or e-mail address. */
export function readIdentifier(text: string): string | undefined {
  // Bounded before anything that costs; compatibility forms may grow up to 18-fold.
  if (text.length > IDENTIFIER_MAXIMUM_LENGTH * 2) return undefined;
  const trimmed = text.trim();
  const at = trimmed.indexOf('@');
  const folded = foldCase(trimmed);
  if (folded === '' || folded.length > IDENTIFIER_MAXIMUM_LENGTH || UNFIT.test(trimmed) || UNFIT.test(folded)) {
    return undefined;
  }
  const parts = folded.split('@');
  // A look-alike of "@" becomes one by folding: such a text is refused rather than guessed at.
  if (parts.length !== (at === -1 ? 1 : 2)) return undefined;
  const [local = '', domain] = parts;
  if (domain === undefined) return local;
  const ascii = canonicalDomain(domain);
  return ascii === undefined || local === '' ? undefined : `${local}@${ascii}`;
}

/**
 * The canonical form of the first characters of a username or e-mail address, or undefined when none begins so. A domain
 * beyond ASCII is found when all of it was typed.
 */
export function canonicalPrefix(text: string): string | undefined {
  const whole = readIdentifier(text);
  if (whole !== undefined || text.length > IDENTIFIER_MAXIMUM_LENGTH) return whole;
  const folded = foldCase(text.trim());
  return folded === '' || folded.length > IDENTIFIER_MAXIMUM_LENGTH || UNFIT.test(folded) ? undefined : folded;
}

/** Compatibility forms and letter case taken away, until nothing changes any more. */
export function foldCase(text: string): string {
  let folded = text;
  for (;;) {
    // By way of upper case, "ß" meets "ss" and both small sigmas meet, as in full case folding.
    const next = folded.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
    if (next === folded) return folded;
    folded = next;
  }
}

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

function canonicalDomain(domain: string): string | undefined {
  // The URL parser inside domainToASCII accepts more than names (percent signs, numbers as addresses): look again.
  const ascii = /[%/\\?#:[\]]/.test(domain) ? '' : domainToASCII(domain);
  const labels = ascii.split('.');
  return labels.every((label) => LABEL.test(label)) && !/^[0-9]+$/.test(labels.at(-1) ?? '') ? ascii : undefined;
}
