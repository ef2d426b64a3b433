import { COMMON_PASSWORDS } from './common-passwords';
import {
  OPERATOR_PASSWORD_MINIMUM,
  operatorPasswordProblem,
  PASSWORD_BOUNDS,
  passwordProblem,
} from './password-policy';

const nobody = {};
const ada = { username: 'ada.lovelace', email: 'countess@example.test', name: 'Ada King' };

describe('NIST SP 800-63B-4 §3.1.1.2: length', () => {
  it.each([
    ['', 'missing'],
    ['a', 'too-short'],
    ['tarn-kiosk-mule', undefined],
    ['tarn-kiosk-mul', 'too-short'],
    [`${'tarn kiosk mule '.repeat(15)}and fourteen..`, undefined],
    ['tarn kiosk mule '.repeat(17), 'too-long'],
    ['x'.repeat(1 << 20), 'too-long'],
  ])('%.20s → %s', (password, code) => {
    expect(passwordProblem(password, nobody)?.code).toBe(code);
  });

  it('counts characters as people see them composed, not bytes or UTF-16 units', () => {
    expect(passwordProblem('😀🐢🌊🍋🎈🧭🪁🦉🌵🎻🧩🛶🍄🔭', nobody)?.code).toBe('too-short');
    expect(passwordProblem('😀🐢🌊🍋🎈🧭🪁🦉🌵🎻🧩🛶🍄🔭🪴', nobody)).toBeUndefined();
    expect(passwordProblem('e\u0301a\u0300'.repeat(5), nobody)?.code).toBe('too-short');
  });

  it('asks for no kind of character', () => {
    for (const password of ['tarnkioskmulevexed', '802715394260418', '!?#%&/()=+*<>;:_', 'мой дом у самой реки']) {
      expect(passwordProblem(password, nobody)).toBeUndefined();
    }
  });

  it('says the same bounds that it applies', () => {
    expect(PASSWORD_BOUNDS).toEqual({ minimum: 15, maximum: 256 });
    expect(passwordProblem('short', nobody)?.sentence).toContain('15');
  });
});

describe('OWASP ASVS 6.2.4, 6.2.11 · NIST SP 800-63B-4 §3.1.1.2: the blocklist', () => {
  it.each([
    'passwordpassword',
    'PASSWORDPASSWORD',
    'P@ssw0rdP@ssw0rd',
    'Password1234567!',
    'password12345678',
    'qwertyuiop12345',
    'qwertyuiopasdfghjkl',
    '1qaz2wsx3edc4rfv',
    '123456789012345',
    '987654321098765',
    'abcdefghijklmnop',
    'aaaaaaaaaaaaaaaa',
    'aaaaaaaaabbbbbbbbb',
    'abcabcabcabcabcabc',
    'iloveyou1234567',
    'Summer2024Summer2024',
    'letmeinletmein2024',
    'correcthorsebatterystaple',
    '122333444455555',
    'ｐａｓｓｗｏｒｄ１２３４５６７',
  ])('refuses %s', (password) => {
    expect(passwordProblem(password, nobody)?.code).toBe('too-common');
  });

  it('refuses every listed password that is long enough for the policy', () => {
    const long = [...COMMON_PASSWORDS].filter((password) => password.length >= PASSWORD_BOUNDS.minimum);
    expect(long.length).toBeGreaterThan(20);
    for (const password of long) expect(passwordProblem(password, nobody)?.code).toBe('too-common');
  });

  it.each(['my password is a very long one', 'dragon by the quiet tarn', 'qwerty is how typists begin'])(
    'lets a common word stand in a long sentence: %s',
    (password) => {
      expect(passwordProblem(password, nobody)).toBeUndefined();
    },
  );
});

describe('OWASP ASVS 6.1.2, 6.2.11: words of the context', () => {
  it.each([
    'ada.lovelace2024',
    'AdaLovelace12345',
    'ecalevol.ada1234',
    'countess@example.test',
    'countess-countess',
    'Lovelace&Countess',
    'AdaKingAdaKing!!',
    'gatehouse123456',
    'GateHouse-2024!!',
    'g4teh0use2024!!!',
  ])('refuses %s', (password) => {
    expect(passwordProblem(password, ada)?.code).toBe('too-similar');
  });

  it('refuses them for that person only, and not within something longer', () => {
    expect(passwordProblem('Lovelace&Countess', nobody)).toBeUndefined();
    expect(passwordProblem('lovelace wrote the first notes', ada)).toBeUndefined();
  });

  it('is not thrown off by an account without e-mail address or name', () => {
    expect(passwordProblem('tarn-kiosk-mule', { username: 'ada', email: null })).toBeUndefined();
  });
});

describe('SEC-G08: the worst texts for the policy are judged like others', () => {
  it.each([
    ['a'.repeat(256), 'too-common'],
    [`${'a'.repeat(255)}b`, 'too-common'],
    ['ab'.repeat(128), 'too-common'],
    [`${'ab'.repeat(127)}cd`, undefined],
    ['\ufdfa'.repeat(80), undefined],
    ['password'.repeat(32), 'too-common'],
    [`x${'password'.repeat(31)}y`, undefined],
  ])('%.12s…', (password, code) => {
    expect(passwordProblem(password, ada)?.code).toBe(code);
  });
});

describe("An operator's passwords", () => {
  it('are refused below 8 characters', () => {
    expect(OPERATOR_PASSWORD_MINIMUM).toBe(8);
    expect(operatorPasswordProblem('1234567', ada).problem?.code).toBe('too-short');
    expect(operatorPasswordProblem('', ada).problem?.code).toBe('missing');
    expect(operatorPasswordProblem('x'.repeat(2000), ada).problem?.code).toBe('too-long');
  });

  it('bring a warning where a person would be refused', () => {
    expect(operatorPasswordProblem('tarnmule', ada)).toMatchObject({ warning: { code: 'too-short' } });
    expect(operatorPasswordProblem('passwordpassword', ada)).toMatchObject({ warning: { code: 'too-common' } });
    expect(operatorPasswordProblem('ada.lovelace2024', ada)).toMatchObject({ warning: { code: 'too-similar' } });
    expect(operatorPasswordProblem('tarn-kiosk-mule', ada)).toEqual({});
  });
});
