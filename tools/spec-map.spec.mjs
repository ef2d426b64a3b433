import { collect, marksIn, render } from './spec-map.mjs';

test.each([
  ['plain', '// RFC 6749 §4.1.3.', [['RFC 6749', '4.1.3']]],
  [
    'a list',
    'RFC 6749 §4.1.3, §5.2 and §6',
    [
      ['RFC 6749', '4.1.3'],
      ['RFC 6749', '5.2'],
      ['RFC 6749', '6'],
    ],
  ],
  ['a named document', 'see OpenID Connect Core §3.1.2.1: …', [['OpenID Connect Core', '3.1.2.1']]],
  ['a long name', 'OAuth 2.0 Form Post Response Mode §2', [['OAuth 2.0 Form Post Response Mode', '2']]],
  ['a broken line', ' * as OpenID Connect\n   * Core §5.4 says', [['OpenID Connect Core', '5.4']]],
  ['an appendix', 'RFC 7636 §B', [['RFC 7636', 'B']]],
  ['no document', 'see §4.1', []],
  ['no section', 'RFC 6749 says', []],
])('marks: %s', (_name, text, expected) => {
  expect(marksIn(text)).toEqual(expected);
});

test('documents and sections in numeric order, tests apart from sources', () => {
  const text = render(
    collect([
      ['libs/a/src/b.ts', 'RFC 7636 §4.10'],
      ['libs/a/src/b.spec.ts', 'RFC 7636 §4.10'],
      ['libs/a/src/c.ts', 'RFC 7636 §4.2, RFC 959 §1, OpenID Connect Core §2'],
      ['apps/api/e2e/d.ts', 'RFC 7636 §4.2'],
    ]),
  );
  expect(text.split('\n').filter((line) => line.startsWith('## ') || line.startsWith('| §'))).toEqual([
    '## RFC 959',
    '| §1 | [c.ts](../libs/a/src/c.ts) |  |',
    '## RFC 7636',
    '| §4.2 | [c.ts](../libs/a/src/c.ts) | [d.ts](../apps/api/e2e/d.ts) |',
    '| §4.10 | [b.ts](../libs/a/src/b.ts) | [b.spec.ts](../libs/a/src/b.spec.ts) |',
    '## OpenID Connect Core',
    '| §2 | [c.ts](../libs/a/src/c.ts) |  |',
  ]);
});
