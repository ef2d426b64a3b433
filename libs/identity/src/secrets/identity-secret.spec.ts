import {
  newIdentitySecret,
  readIdentitySecret,
  sameSecret,
  SESSION_PREFIX,
  SETUP_CODE_PREFIX,
} from './identity-secret';

const id = '019b4000-0000-7000-8000-00000000acc0';

describe('NIST SP 800-63B-4 §5.1: session secrets', () => {
  it('hold an id and 256 bits that are different each time', () => {
    const values = Array.from({ length: 100 }, () => newIdentitySecret(SESSION_PREFIX, id).value);
    expect(new Set(values.map((value) => value.slice(-42))).size).toBe(100);
    for (const value of values) expect(Buffer.from(value.slice(6), 'base64url')).toHaveLength(48);
  });

  it('are read back as id and digest', () => {
    const { value, digest } = newIdentitySecret(SESSION_PREFIX, id);
    expect(readIdentitySecret(SESSION_PREFIX, value)).toEqual({ id, digest });
    expect(digest).toHaveLength(32);
  });

  it('need an id', () => {
    expect(() => newIdentitySecret(SESSION_PREFIX, 'nobody')).toThrow(TypeError);
  });
});

describe('SEC-B07: a secret of one kind is none of another', () => {
  it('in form and in digest', () => {
    const session = newIdentitySecret(SESSION_PREFIX, id);
    const renamed = SETUP_CODE_PREFIX + session.value.slice(SESSION_PREFIX.length);
    expect(readIdentitySecret(SETUP_CODE_PREFIX, session.value)).toBeUndefined();
    const read = readIdentitySecret(SETUP_CODE_PREFIX, renamed);
    expect(read && sameSecret(read.digest, session.digest)).toBe(false);
  });
});

describe('SEC-C13: one spelling only', () => {
  const { value } = newIdentitySecret(SESSION_PREFIX, id);
  it.each([
    ['nothing', ''],
    ['the prefix alone', SESSION_PREFIX],
    ['one character less', value.slice(0, -1)],
    ['one character more', `${value}A`],
    ['padding', `${value}=`],
    ['a line break at the end', `${value}\n`],
    ['plain base64', `${value.slice(0, -1)}+`],
    ['another letter case of the prefix', value.replace('gh_ss_', 'GH_SS_')],
    ['a blank before', ` ${value}`],
  ])('%s is refused', (_, text) => {
    expect(readIdentitySecret(SESSION_PREFIX, text)).toBeUndefined();
  });
});
