import { emailProblem, nameProblem, usernameProblem } from './account-rules';
import { claimProblems } from './standard-claims';

describe('RFC 8265 §3, Unicode TR 39 §5.2: usernames', () => {
  it.each([
    'a',
    'ada',
    'Ada.Lovelace',
    'ada_lovelace-1815',
    '007',
    'josé',
    'Ада',
    'ελένη',
    '小野',
    'たなか太郎',
    'आदा',
    'a'.repeat(64),
  ])('%s is one', (username) => {
    expect(usernameProblem(username)).toBeUndefined();
  });

  it.each([
    ['', 'missing'],
    ['.-_', 'malformed'],
    ['ada lovelace', 'malformed'],
    ['ada@example.test', 'malformed'],
    ['ada＠example', 'malformed'],
    ['аdа-with-cyrillic', 'malformed'],
    ['αda', 'malformed'],
    ['ada\u0000', 'malformed'],
    ['a\u200bda', 'malformed'],
    ['ada/..', 'malformed'],
    ['<b>ada</b>', 'malformed'],
    ['😀', 'malformed'],
    ['a'.repeat(65), 'malformed'],
    ['a'.repeat(1_000_000), 'malformed'],
  ])('%.20s is none: %s', (username, code) => {
    expect(usernameProblem(username)).toMatchObject({ field: 'username', code });
  });
});

describe('RFC 5322 §3.4.1, RFC 6531 §3.3: e-mail addresses', () => {
  it.each([
    'ada@example.test',
    'ada+shop@example.test',
    "o'hara@example.test",
    'a.b.c@sub.example.test',
    'ada@localhost',
    'josé@bücher.example',
  ])('%s is one', (email) => {
    expect(emailProblem(email)).toBeUndefined();
  });

  it.each([
    'ada',
    '@example.test',
    'ada@',
    'ada@@example.test',
    'ada@example.test@evil.test',
    'ada@example.test.',
    'ada@-example.test',
    'ada@exa mple.test',
    '.ada@example.test',
    'ada.@example.test',
    'a..da@example.test',
    '"ada"@example.test',
    'ada(comment)@example.test',
    'ada@[127.0.0.1]',
    'ada@127.0.0.1',
    'ada\r\nbcc:x@example.test',
    'Ada <ada@example.test>',
    `${'a'.repeat(65)}@example.test`,
    `ada@${'a'.repeat(64)}.test`,
    `ada@${'a.'.repeat(200)}test`,
    `${'.'.repeat(100_000)}@example.test`,
  ])('%.30s is none', (email) => {
    expect(emailProblem(email)).toMatchObject({ field: 'email', code: 'malformed' });
  });
});

describe('display names', () => {
  it('are anything that can be shown on a line', () => {
    expect(nameProblem('Ada “Countess” O’Brien-李 😀')).toBeUndefined();
    expect(nameProblem('x'.repeat(200))).toBeUndefined();
    expect(nameProblem('x'.repeat(201))?.code).toBe('too-long');
    expect(nameProblem('Ada\nKing')?.code).toBe('malformed');
  });
});

describe('OpenID Connect Core §5.1: claims of an account', () => {
  it('have the types of the standard', () => {
    expect(
      claimProblems({
        name: 'Ada',
        locale: 'en',
        phone_number_verified: true,
        address: { country: 'GB', street_address: '12 St James’s Square' },
      }),
    ).toEqual([]);
    for (const claims of [
      { name: '' },
      { name: null },
      { name: 7 },
      { locale: ['en'] },
      { phone_number_verified: 'true' },
      { address: 'London' },
      { address: {} },
      { address: { planet: 'Earth' } },
      { picture: 'x'.repeat(5000) },
    ]) {
      expect(claimProblems(claims).map(({ code }) => code)).toEqual(['wrong-type']);
    }
  });

  it('SEC-D12: cannot be those that we vouch for', () => {
    const reserved = [
      'iss',
      'sub',
      'aud',
      'exp',
      'iat',
      'nbf',
      'jti',
      'azp',
      'nonce',
      'acr',
      'amr',
      'auth_time',
      'cnf',
      'sid',
    ];
    for (const name of [
      ...reserved,
      'client_id',
      'scope',
      'email',
      'email_verified',
      'updated_at',
      'roles',
      '__proto__',
    ]) {
      const claims = Object.fromEntries([[name, 'x']]);
      expect(claimProblems(claims).map(({ code }) => code)).toEqual(['unknown-claim']);
    }
  });
});
