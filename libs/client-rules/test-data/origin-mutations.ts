/** Variants of scheme, user information, host and port. */
import type { NamedUris, Pieces } from './registered-uri-pieces';

export function validPorts({ scheme, host, path, query }: Pieces): NamedUris {
  const withPort = (port: string) => `${scheme}://${host}${port}${path}${query}`;
  return {
    'port left out': withPort(''),
    'port 80': withPort(':80'),
    'port 443': withPort(':443'),
    'port 1': withPort(':1'),
    'port 8443': withPort(':8443'),
    'port 65535': withPort(':65535'),
  };
}

export function invalidPorts({ scheme, host, path, query, port }: Pieces): NamedUris {
  const withPort = (text: string) => `${scheme}://${host}${text}${path}${query}`;
  return {
    'port empty': withPort(':'),
    'port 0': withPort(':0'),
    'port 65536': withPort(':65536'),
    'port with leading zero': withPort(':0443'),
    'port with plus sign': withPort(':+443'),
    'port negative': withPort(':-1'),
    'port with letter': withPort(':443a'),
    'port with space': withPort(': 443'),
    'port of five nines': withPort(':99999'),
    'port of many digits': withPort(':4294967739'),
    'port twice': withPort(`${port || ':443'}:443`),
    'port encoded colon': withPort('%3A443'),
    'port then at sign': withPort(`${port || ':443'}@evil.example`),
    'port then backslash': withPort(`${port || ':443'}\\evil.example`),
    'port of full-width digits': withPort(':\uff14\uff14\uff13'),
  };
}

export function schemes({ whole, scheme, host, port, path, query }: Pieces): NamedUris {
  const rest = whole.slice(scheme.length);
  const hostAndRest = `${host}${port}${path}${query}`;
  return {
    'scheme http': `http${rest}`,
    'scheme https': `https${rest}`,
    'scheme ftp': `ftp${rest}`,
    'scheme ws': `ws${rest}`,
    'scheme wss': `wss${rest}`,
    'scheme upper case': scheme.toUpperCase() + rest,
    'scheme capitalised': scheme.charAt(0).toUpperCase() + scheme.slice(1) + rest,
    'scheme left out': rest.slice(1),
    'scheme and slashes left out': hostAndRest,
    'scheme empty': rest,
    'scheme twice': `${scheme}:${whole}`,
    'scheme javascript': `javascript${rest}`,
    'scheme javascript with comment': `javascript://${hostAndRest}%0aalert(1)`,
    'scheme JavaScript mixed case': `JaVaScRiPt:alert(1)//${hostAndRest}`,
    'scheme javascript with tab': `java\tscript:alert(1)//${hostAndRest}`,
    'scheme javascript after space': ` javascript:alert(1)//${hostAndRest}`,
    'scheme data': `data:text/html,${whole}`,
    'scheme vbscript': `vbscript:msgbox(1)//${hostAndRest}`,
    'scheme file': `file:///${hostAndRest}`,
    'scheme blob': `blob:${whole}`,
    'scheme about': `about:blank?${whole}`,
    'scheme view-source': `view-source:${whole}`,
    'one slash': `${scheme}:/${hostAndRest}`,
    'no slash': `${scheme}:${hostAndRest}`,
    'three slashes': `${scheme}:///${hostAndRest}`,
    backslashes: `${scheme}:\\\\${hostAndRest}`,
    'slash and backslash': `${scheme}:/\\${hostAndRest}`,
    'encoded colon after scheme': `${scheme}%3A//${hostAndRest}`,
  };
}

export function userInformation({ scheme, host, port, path, query }: Pieces): NamedUris {
  const rest = `${port}${path}${query}`;
  return {
    'user name': `${scheme}://user@${host}${rest}`,
    'user name and password': `${scheme}://user:password@${host}${rest}`,
    'empty user name': `${scheme}://@${host}${rest}`,
    'empty user name and password': `${scheme}://:@${host}${rest}`,
    'host as user name of evil': `${scheme}://${host}@evil.example${rest}`,
    'host and port as user name of evil': `${scheme}://${host}${port || ':443'}@evil.example${path}${query}`,
    'evil as user name': `${scheme}://evil.example@${host}${rest}`,
    'encoded at sign': `${scheme}://${host}%40evil.example${rest}`,
    'two at signs': `${scheme}://a@${host}@evil.example${rest}`,
    'host as user name, slash encoded': `${scheme}://${host}%2F@evil.example${rest}`,
    'user name with backslash': `${scheme}://evil.example\\@${host}${rest}`,
    'user name with hash': `${scheme}://evil.example#@${host}${rest}`,
    'user name with question mark': `${scheme}://evil.example?@${host}${rest}`,
    'localhost as user name': `http://localhost@evil.example${path}${query}`,
  };
}

export function hosts({ whole, scheme, host, port, path, query }: Pieces): NamedUris {
  const withHost = (name: string) => `${scheme}://${name}${port}${path}${query}`;
  const oneDotReplaced = host.replace('.', 'x');
  return {
    'host evil': withHost('evil.example'),
    'host with evil suffix': withHost(`${host}.evil.example`),
    'host with evil suffix without dot': withHost(`${host}evil.example`),
    'host with dash suffix': withHost(`${host}-evil.example`),
    'host with evil prefix': withHost(`evil-${host}`),
    'host with evil prefix without dash': withHost(`evil${host}`),
    subdomain: withHost(`sub.${host}`),
    'www subdomain': withHost(`www.${host}`),
    'parent domain': withHost(host.split('.').slice(1).join('.') || 'parent.example'),
    'top-level domain only': withHost(host.split('.').at(-1) ?? 'example'),
    'host upper case': withHost(host.toUpperCase() === host ? `${host}A` : host.toUpperCase()),
    'host one letter in upper case': withHost(host.replace(/[a-z]/, (letter) => letter.toUpperCase())),
    'host trailing dot': withHost(`${host}.`),
    'host two trailing dots': withHost(`${host}..`),
    'host leading dot': withHost(`.${host}`),
    'host any character for dot': withHost(oneDotReplaced),
    'host encoded dot': withHost(host.replace('.', '%2e')),
    'host full-width dot': withHost(host.replace('.', '\uff0e')),
    'host ideographic dot': withHost(host.replace('.', '\u3002')),
    'host encoded letter': withHost(`%${host.charCodeAt(0).toString(16)}${host.slice(1)}`),
    'host Cyrillic letter': withHost(`\u0441${host.slice(1)}`),
    'host punycode look-alike': withHost(`xn--${host}`),
    'host full-width letter': withHost(`\uff43${host.slice(1)}`),
    'host sharp s': withHost(`${host}\u00df`),
    'host soft hyphen': withHost(`${host.slice(0, 1)}\u00ad${host.slice(1)}`),
    'host empty': withHost(''),
    'host localhost': withHost('localhost'),
    'host localhost.evil': withHost('localhost.evil.example'),
    'host 127.0.0.1.evil': withHost('127.0.0.1.evil.example'),
    'host 127.1': withHost('127.1'),
    'host 127.0.0.2': withHost('127.0.0.2'),
    'host 0.0.0.0': withHost('0.0.0.0'),
    'host as a number': withHost('2130706433'),
    'host as hexadecimal': withHost('0x7f000001'),
    'host as octal': withHost('0177.0.0.1'),
    'host [::] unspecified': withHost('[::]'),
    'host long IPv6 loopback': withHost('[0:0:0:0:0:0:0:1]'),
    'host mapped IPv6 loopback': withHost('[::ffff:127.0.0.1]'),
    'host IPv6 loopback without brackets': withHost('::1'),
    'host link-local metadata address': withHost('169.254.169.254'),
    'host then encoded slash': withHost(`${host}%2fevil.example`),
    'host then backslash': withHost(`${host}\\.evil.example`),
    'host then semicolon': withHost(`${host};.evil.example`),
    'host then comma': withHost(`${host},evil.example`),
    'host then ampersand': withHost(`${host}&.evil.example`),
    'host then encoded null': withHost(`${host}%00.evil.example`),
    'host then encoded hash': withHost(`${host}%23.evil.example`),
    'host with underscore': withHost(`${host}_.evil.example`),
    'evil with the URI in its path': `${scheme}://evil.example/${whole}`,
    'evil with the URI in its query': `${scheme}://evil.example/?${whole}`,
    'evil with the URI in its fragment': `${scheme}://evil.example/#${whole}`,
  };
}
