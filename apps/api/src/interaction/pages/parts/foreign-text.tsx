// Characters that are not seen but change what is: controls, direction marks and overrides, joiners without a letter.
const INVISIBLE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** A string from outside, fit to be read among our own words: no invisible characters, no endless length. */
export function readable(text: string, longest = 200): string {
  const clean = text.replace(INVISIBLE, ' ').replace(/\s+/gu, ' ').trim();
  const characters = [...clean];
  return characters.length <= longest ? clean : `${characters.slice(0, longest - 1).join('')}…`;
}

/** Shows a string that a client or a person supplied, isolated from the direction of the text around it. */
export function ForeignText({ text, strong = false }: { text: string; strong?: boolean }) {
  return strong ? (
    <strong class="foreign">
      <bdi>{readable(text)}</bdi>
    </strong>
  ) : (
    <bdi class="foreign">{readable(text)}</bdi>
  );
}

/**
 * Shows a name made for machines (host, scope, id): left to right in every language, breakable anywhere. Never cut
 * short: what a host belongs to stands at its end.
 */
export function MachineText({ text }: { text: string }) {
  return (
    <bdi class="machine" dir="ltr">
      {readable(text, Infinity)}
    </bdi>
  );
}
