/** Names of hosts outside ASCII, shown both ways: the ASCII form that is compared and the one people read. RFC 3492, RFC 5891. */

/** The ASCII (`xn--`) form of a Unicode host name, or undefined where there is none. */
export function asciiHost(host: string): string | undefined {
  try {
    const { hostname } = new URL(`https://${host}/`);
    return /^[a-z0-9.-]+$/.test(hostname) ? hostname : undefined;
  } catch {
    return undefined;
  }
}

/** The Unicode form of a host with `xn--` labels; labels that do not decode stay as they are. */
export function unicodeHost(host: string): string {
  return host
    .split('.')
    .map((label) => (/^xn--/i.test(label) ? (decodePunycode(label.slice(4).toLowerCase()) ?? label) : label))
    .join('.');
}

const scripts = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];
// Letters of other scripts that are drawn like Latin ones.
const latinLookalikes = /^[авсеһіјкӏмнорԛѕтԝхуԁгɡɑαοορνικτυω0-9-]+$/u;

/** True when a label mixes scripts, or is made only of letters that look Latin but are not. */
export function looksConfusable(unicode: string): boolean {
  return unicode.split('.').some((label) => {
    const used = scripts.filter((script) => script.test(label)).length;
    return used > 1 || (latinLookalikes.test(label) && !/^[\u0000-\u007f]*$/.test(label)); // eslint-disable-line no-control-regex -- the ASCII range
  });
}

function decodePunycode(input: string): string | undefined {
  const delimiter = input.lastIndexOf('-');
  const output = delimiter > 0 ? Array.from(input.slice(0, delimiter), (letter) => letter.charCodeAt(0)) : [];
  let codePoint = 128;
  let bias = 72;
  let position = 0;
  let index = delimiter > 0 ? delimiter + 1 : 0;
  while (index < input.length) {
    const start = position;
    let weight = 1;
    for (let k = 36; ; k += 36) {
      const digit = digitOf(input.charCodeAt(index++));
      if (digit === undefined) return undefined;
      position += digit * weight;
      const threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
      if (digit < threshold) break;
      weight *= 36 - threshold;
    }
    const length = output.length + 1;
    bias = adaptBias(position - start, length, start === 0);
    codePoint += Math.floor(position / length);
    position %= length;
    if (codePoint > 0x10ffff) return undefined;
    output.splice(position++, 0, codePoint);
  }
  return String.fromCodePoint(...output);
}

function digitOf(code: number): number | undefined {
  if (code >= 0x61 && code <= 0x7a) return code - 0x61;
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26;
  return undefined;
}

function adaptBias(difference: number, length: number, isFirst: boolean): number {
  let delta = isFirst ? Math.floor(difference / 700) : difference >> 1;
  delta += Math.floor(delta / length);
  let k = 0;
  for (; delta > 455; k += 36) delta = Math.floor(delta / 35);
  return k + Math.floor((36 * delta) / (delta + 38));
}
