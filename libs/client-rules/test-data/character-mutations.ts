/** Invisible characters, encodings and wildcards. */
import type { NamedUris, Pieces } from './registered-uri-pieces';

export function invisibleCharacters({ whole, origin, path, query }: Pieces): NamedUris {
  const characters: NamedUris = {
    space: ' ',
    tab: '\t',
    'line feed': '\n',
    'carriage return': '\r',
    'carriage return and line feed': '\r\n',
    null: '\0',
    'vertical tab': '\v',
    'form feed': '\f',
    delete: '\u007f',
    'next line': '\u0085',
    'no-break space': '\u00a0',
    'zero-width space': '\u200b',
    'right-to-left override': '\u202e',
    'byte order mark': '\ufeff',
    'line separator': '\u2028',
  };
  const mutations: NamedUris = {};
  for (const [name, character] of Object.entries(characters)) {
    mutations[`${name} before`] = character + whole;
    mutations[`${name} after`] = whole + character;
    mutations[`${name} in the path`] = `${origin}${path}${character}${query}x`;
    mutations[`${name} after the host`] = `${origin}${character}${path}${query}`;
  }
  return mutations;
}

export function encodings({ whole, origin, path, query }: Pieces): NamedUris {
  const letter = path.search(/[a-z]/i);
  const encodedLetter =
    letter < 0
      ? `${path}%61`
      : `${path.slice(0, letter)}%${path.charCodeAt(letter).toString(16)}${path.slice(letter + 1)}`;
  return {
    'whole URI encoded': encodeURIComponent(whole),
    'whole URI encoded twice': encodeURIComponent(encodeURIComponent(whole)),
    'letter in path encoded': `${origin}${encodedLetter}${query}`,
    'letter in path encoded twice': `${origin}${encodedLetter.replace('%', '%25')}${query}`,
    'slash in path encoded': `${origin}${(path || '/').replace('/', '%2F')}${query}`,
    'slash in path encoded in small letters': `${origin}${(path || '/').replace('/', '%2f')}${query}`,
    'encoded null after': `${whole}%00`,
    'encoded null and extension': `${whole}%00.evil`,
    'encoded line break after': `${whole}%0d%0aLocation:%20https://evil.example`,
    'encoded tab after': `${whole}%09`,
    'encoded space after': `${whole}%20`,
    'plus after': `${whole}+`,
    'percent alone after': `${whole}%`,
    'percent and nonsense after': `${whole}%zz`,
    'combining accent after': `${whole}\u0301`,
    'lone surrogate after': `${whole}\ud800`,
    'in quotes': `"${whole}"`,
    'in angle brackets': `<${whole}>`,
    'HTML in the path': `${origin}${path}<script>alert(1)</script>${query}`,
    'twice, with a space': `${whole} ${whole}`,
    'twice, with a comma': `${whole},${whole}`,
    'twice, joined': `${whole}${whole}`,
    empty: '',
    'the word null': 'null',
    'the word undefined': 'undefined',
    'out of band': 'urn:ietf:wg:oauth:2.0:oob',
  };
}

export function wildcards({ whole, scheme, origin, host, port, path, query }: Pieces): NamedUris {
  return {
    'star alone': '*',
    'star after': `${whole}*`,
    'star as path': `${origin}/*`,
    'star as host': `${scheme}://*${port}${path}${query}`,
    'star as subdomain': `${scheme}://*.${host}${port}${path}${query}`,
    'two stars': `${origin}/**`,
    'regular expression': `${scheme}://.*${port}${path}${query}`,
    'anchored regular expression': `^${whole}$`,
    'percent as SQL wildcard': `${origin}/%25`,
    'underscore as SQL wildcard': `${origin}/_`,
    template: `${origin}/{path}`,
  };
}
