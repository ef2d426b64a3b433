import { canonicalIdentifier, readIdentifier } from './canonical-identifier';

describe('SEC-F10 · RFC 8265 §3.3: one canonical form of usernames and e-mail addresses', () => {
  it.each([
    ['letter case', 'Ada.Example', 'ada.example'],
    ['blanks around', '  ada\t', 'ada'],
    ['compatibility forms', 'ａｄａ', 'ada'],
    ['ligatures', 'ﬁnn', 'finn'],
    ['composed and decomposed accents', 'jose\u0301', 'jos\u00e9'],
    ['sharp s and its capital', 'STRAẞE', 'strasse'],
    ['both small sigmas', 'ΟΔΟΣ', canonicalIdentifier('οδος')],
    ['the Kelvin sign', '\u212aim', 'kim'],
    ['the case of an address', 'Ada@Example.TEST', 'ada@example.test'],
    ['an internationalised domain', 'ada@Bücher.example', 'ada@xn--bcher-kva.example'],
    ['its ASCII form', 'ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['a tag, which is part of the mailbox', 'ada+shop@example.test', 'ada+shop@example.test'],
    ['ideographic full stops of a domain', 'ada@example。test', 'ada@example.test'],
  ])('%s', (_, text, canonical) => {
    expect(readIdentifier(text)).toBe(canonical);
  });

  it.each([
    ['nothing', ' '],
    ['a full-width @', 'ada＠example.test'],
    ['a small @', 'ada﹫example.test'],
    ['a second @', 'ada@example.test@evil.test'],
    ['a look-alike @ beside the real one', 'ada@example.test＠evil.test'],
    ['a control character', 'ada\u0000'],
    ['a line break', 'ada\r\nbcc: x'],
    ['a zero-width space', 'a\u200bda'],
    ['a zero-width joiner', 'a\u200dda'],
    ['a soft hyphen', 'a\u00adda'],
    ['a bidirectional override', 'ada\u202e'],
    ['a lone surrogate', 'ada\ud800'],
    ['a blank inside', 'ada lovelace'],
    ['a no-break space inside', 'ada\u00a0lovelace'],
    ['a domain with a trailing dot', 'ada@example.test.'],
    ['a domain with an empty label', 'ada@example..test'],
    ['a domain with a port', 'ada@example.test:25'],
    ['a domain with a path', 'ada@example.test/x'],
    ['a percent-encoded domain', 'ada@ex%61mple.test'],
    ['an address as domain', 'ada@127.0.0.1'],
    ['a hexadecimal address as domain', 'ada@0x7f000001'],
    ['no domain', 'ada@'],
    ['no local part', '@example.test'],
    ['255 characters', 'a'.repeat(255)],
    ['what grows beyond 254 characters', '\ufdfa'.repeat(100)],
    ['a megabyte', 'a'.repeat(1_000_000)],
  ])('refuses %s', (_, text) => {
    expect(readIdentifier(text)).toBeUndefined();
    expect(() => canonicalIdentifier(text)).toThrow(TypeError);
  });

  it('is its own canonical form, for every character there is', () => {
    for (let code = 0; code < 0x110000; code++) {
      const canonical = readIdentifier(`a${String.fromCodePoint(code)}b`);
      if (canonical !== undefined && readIdentifier(canonical) !== canonical) {
        throw new Error(`U+${code.toString(16)} has two canonical forms`);
      }
    }
  });
});
