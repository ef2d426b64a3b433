import { uriParts } from './uri-parts';
import { structureFault } from './uri-syntax';

describe('RFC 3986 §3.2.2 hosts', () => {
  const isSound = (host: string) => {
    const uri = `https://${host}/`;
    return structureFault(uri, uriParts(uri)) === undefined;
  };

  it.each([
    '[::]',
    '[::1]',
    '[1::]',
    '[2001:db8::1]',
    '[1:2:3:4:5:6:7:8]',
    '[1:2:3:4:5:6:7::]',
    '[::ffff:192.0.2.1]',
    '[1:2:3:4:5:6:192.0.2.1]',
    '192.0.2.255',
    'a.example',
    'a_b.example',
    'xn--bcher-kva.example',
    '1.example',
  ])('takes %s, and so does a browser', (host) => {
    expect(isSound(host)).toBe(true);
    expect(() => new URL(`https://${host}/`)).not.toThrow();
  });

  it.each([
    '[]',
    '[:]',
    '[1]',
    '[:::]',
    '[1::2::3]',
    '[1:2:3:4:5:6:7]',
    '[1:2:3:4:5:6:7:8:9]',
    '[1:2:3:4:5:6:7::8:9]',
    '[12345::]',
    '[g::]',
    '[fe80::1%25eth0]',
    '[192.0.2.1]',
    '[192.0.2.1::]',
    '[::192.0.2.256]',
    '256.0.0.1',
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
    '0x7f000001',
    '127.0.0.0x1',
    'a..example',
    '.example',
    'a-.example',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(127)}example`,
  ])('refuses %s', (host) => {
    expect(isSound(host)).toBe(false);
  });
});
