/** Variants of path, query and fragment. */
import type { NamedUris, Pieces } from './registered-uri-pieces';

export function pathTraversals({ origin, path, query }: Pieces): NamedUris {
  const base = path === '' ? '/' : path;
  const last = base.lastIndexOf('/');
  const [folder, file] = [base.slice(0, last + 1), base.slice(last + 1)];
  const inFolder = (text: string) => `${origin}${folder}${text}${query}`;
  const after = (text: string) => `${origin}${base}${text}${query}`;
  return {
    'dot-dot after': after('/..'),
    'dot-dot slash evil after': after('/../evil'),
    'dot-dot and back': inFolder(`../${file}`),
    'folder, dot-dot and back': inFolder(`x/../${file}`),
    'dot segment': inFolder(`./${file}`),
    'dot at the end': after('/.'),
    'encoded dot-dot': after('/%2e%2e/evil'),
    'encoded dot-dot upper case': after('/%2E%2E/evil'),
    'half encoded dot-dot': after('/.%2e/evil'),
    'encoded dot-dot and slash': after('%2f%2e%2e%2fevil'),
    'double-encoded dot-dot': after('/%252e%252e/evil'),
    'triple-encoded dot-dot': after('/%25252e%25252e/evil'),
    'double-encoded slash': after('%252f..%252fevil'),
    'dot-dot semicolon': after('/..;/evil'),
    'dot-dot semicolon parameter': after('/..;a=b/evil'),
    'dot-dot encoded semicolon': after('/..%3b/evil'),
    'backslash dot-dot': after('\\..\\evil'),
    'encoded backslash dot-dot': after('%5c..%5cevil'),
    'overlong UTF-8 dot': after('/%c0%ae%c0%ae/evil'),
    'overlong UTF-8 slash': after('%c0%af..%c0%afevil'),
    'full-width dots': after('/\uff0e\uff0e/evil'),
    'four dots': after('/..../evil'),
    'dot-dot with null': after('/..%00/evil'),
    'dot-dot then double slash': after('/..//evil.example'),
  };
}

export function pathSlips({ origin, path, query }: Pieces): NamedUris {
  const at = (changed: string) => `${origin}${changed}${query}`;
  const base = path === '' ? '/' : path;
  return {
    'trailing slash': at(`${path}/`),
    'trailing slash removed': at(path.replace(/\/$/, '')),
    'two trailing slashes': at(`${path}//`),
    'leading slash doubled': at(`/${base}`),
    'path left out': at(''),
    'path root': at('/'),
    'path last character removed': at(base.slice(0, -1)),
    'path one more character': at(`${path}x`),
    'path one more segment': at(`${base}/extra`),
    'path with evil segment before': at(`/evil${base}`),
    'path upper case': at(base.toUpperCase()),
    'path capitalised': at(base.replace(/[a-z]/, (letter) => letter.toUpperCase())),
    'path parameter': at(`${base};jsessionid=1`),
    'path empty parameter': at(`${base};`),
    'path with extension': at(`${base}.html`),
    'path with tilde': at(`${base}~`),
    'path trailing dot': at(`${base}.`),
    'path backslash instead of slash': at(base.replaceAll('/', '\\')),
    'path trailing backslash': at(`${base}\\`),
    'path at sign': at(`${base}@evil.example`),
    'path colon': at(`${base}:443`),
    'path regular expression': at(`${base}.?`),
    'path very long': at(`${base}${'a'.repeat(3000)}`),
  };
}

export function queries({ origin, path, query, whole }: Pieces): NamedUris {
  const joint = query === '' ? '?' : '&';
  const pairs = query.slice(1).split('&');
  return {
    'query empty': `${origin}${path}?`,
    'query removed': `${origin}${path}`,
    'query parameter added': `${whole}${joint}extra=1`,
    'query code added': `${whole}${joint}code=stolen`,
    'query state added': `${whole}${joint}state=forged`,
    'query forwarding address added': `${whole}${joint}next=https://evil.example`,
    'query ampersand added': `${whole}${joint}&`,
    'query empty name added': `${whole}${joint}=`,
    'query parameter first': `${origin}${path}?extra=1${query.replace('?', '&')}`,
    'query reversed': `${origin}${path}${query === '' ? '' : '?'}${pairs.reverse().join('&')}`,
    'query upper case': `${origin}${path}${query.toUpperCase()}`,
    'query repeated': `${whole}${joint}${query.slice(1)}`,
    'query second question mark': `${whole}??`,
    'query encoded question mark': `${origin}${path}%3Fextra=1`,
    'query semicolon separator': `${whole}${joint}a=1;b=2`,
    'query with brackets': `${whole}${joint}a[]=1`,
  };
}

export function fragments({ whole }: Pieces): NamedUris {
  return {
    'fragment empty': `${whole}#`,
    fragment: `${whole}#fragment`,
    'fragment underscore': `${whole}#_=_`,
    'fragment with token': `${whole}#access_token=forged`,
    'fragment encoded': `${whole}%23fragment`,
    'fragment with evil address': `${whole}#@evil.example/`,
    'fragment with slash': `${whole}#/`,
  };
}
