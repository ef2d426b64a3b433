import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { explanationOf, FAILURE_CATALOGUE } from './failure-catalogue';

const PROTOCOL = resolve(__dirname, '../../../../../libs/protocol/src');
/** Answered by UserInfo, which has no refused requests of its own here. */
const ELSEWHERE = /^(userinfo|bearer)\./;

/** Checks as their code names them; a name that is put together counts with its beginning. */
function checksIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const named = text.matchAll(/(?:check: |refused\(|\? |: )'([a-z_]+\.[a-z_]+)'/g);
      return [...named].map(([, check = '']) => check);
    });
}

describe('explanations of refused requests', () => {
  it('there is one for every check of the protocol', () => {
    const refusing = ['authorize', 'token', 'grants', 'client-authentication', 'extensions', 'introspection', 'logout'];
    const checks = new Set(refusing.flatMap((folder) => checksIn(join(PROTOCOL, folder))));
    expect(checks.size).toBeGreaterThan(70);
    const unexplained = [...checks].filter((check) => !ELSEWHERE.test(check) && !(check in FAILURE_CATALOGUE));
    expect(unexplained.filter((check) => !EVENTS.has(check))).toEqual([]);
  });

  it('there is one for every end that a code or a refresh token may have come to', () => {
    const standing = readFileSync(join(PROTOCOL, 'records/standing.ts'), 'utf8');
    const [, union = ''] = /export type Ended =([^;]+);/.exec(standing) ?? [];
    const ends = [...union.matchAll(/'([a-z_]+)'/g)].map(([, end]) => end);
    expect(ends.length).toBeGreaterThan(8);
    for (const end of ends) {
      expect(FAILURE_CATALOGUE).toHaveProperty([`code.${end}`]);
      expect(FAILURE_CATALOGUE).toHaveProperty([`refresh_token.${end}`]);
    }
  });

  it('each says what was wrong and what to do, in whole sentences', () => {
    for (const { title, fix } of Object.values(FAILURE_CATALOGUE)) {
      expect(title).toMatch(/^[A-Za-z].*\.$/);
      expect(fix).toMatch(/^[A-Z`].*[.!]$/);
    }
  });

  it('there is a general one for what is not known', () => {
    expect(explanationOf('constructor').title).toBe('The request was refused.');
    expect(explanationOf('of.a_later_version').fix).toMatch(/error that was answered/);
  });
});

/** Ids of audit events look the same. */
const EVENTS = new Set([
  'authorization.granted',
  'authorization.refused',
  'authorization_code.replayed',
  'client_authentication.failed',
  'refresh_token.retried',
  'refresh_token.rotated',
  'token.issued',
  'token.refused',
  'token.revoked',
]);
