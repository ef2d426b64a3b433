// The goals that `npm run bench` measures against, as data. `better`: whether more or less of it is better; `unit` is
// printed behind the figures. One numbered goal may have several parts.
const more = (number, what, must, aim, unit = ' x') => ({ number, what, must, aim, unit, better: 'more' });
const less = (number, what, must, aim, unit = ' x') => ({ number, what, must, aim, unit, better: 'less' });

export const goals = [
  more('1', 'client_credentials opaque, durable row, SQLite: against oidc-provider', 7, 10),
  more('2a', 'client_credentials opaque, durable row, MariaDB: against oidc-provider', 3.5, 5),
  less('2b', 'the same: CPU of the node process against oidc-provider', 0.2, undefined),
  more('3', 'JWT ES256 with its durable row, SQLite: against oidc-provider without one', 3.5, 4.5),
  more('4', 'opaque with its durable row: against bare node:http', 70, 85, '%'),
  more('5', 'JWT ES256 with its durable row: against bare node:http', 40, 50, '%'),
  more('6a', 'JWT ES256 with its durable row: against bare Nest', 2, 3),
  more('6b', 'opaque with its durable row: against bare Nest', 3.5, 5),
  less('7a', 'p99 at 32 connections, JWT ES256: against bare node:http', 3, 2),
  less('7b', 'p99 at 32 connections, opaque: against bare node:http', 2, 1.3),
  less('8a', 'one connection, opaque: p50 beyond 1.2 x (bare node:http + one commit)', 0.2, 0.1, ' ms'),
  less('8b', 'one connection, JWT ES256: p50 beyond 1.2 x (bare node:http + one commit)', 0.2, 0.1, ' ms'),
  more('9a', 'introspection, SQLite: against oidc-provider', 5, 7),
  more('9b', 'introspection, MariaDB: against oidc-provider', 3.5, 5),
  less('10', 'introspection of a JWT: CPU against an opaque token', 1.3, 1.1),
  more('11a', 'refresh with rotation, durable, SQLite: against oidc-provider', 4, 6),
  more('11b', 'refresh with rotation, durable, MariaDB: against oidc-provider', 4, 6),
  more('12', 'code flow with PKCE and argon2id: against bare argon2 verifications', 85, 92, '%'),
  less('14', 'a fresh code flow: CPU apart from the hash', 2, 1.2, ' ms'),
  more('16a', 'JWKS: against oidc-provider', 4, 5),
  more('16b', 'discovery: against oidc-provider', 4, 5),
  less('18a', 'memory after the grants: against bare Nest after the same load', 1.5, 1.3),
  less('18b', 'memory after the grants: against oidc-provider', 1, undefined),
  less('18c', 'memory after the grants', undefined, 130, ' MB'),
  less('19a', 'cold start, fresh SQLite database: against bare Nest', 1.5, 1.2),
  less('19b', 'cold start, existing SQLite database: against bare Nest', 1.5, 1.2),
  more('21', 'the lean adapter: against Nest with the same handler', 2, undefined),
  less('23a', 'ledger of 6 M rows, SQLite: p95 of the first page, slowest search', 300, 100, ' ms'),
  less('23b', 'ledger of 6 M rows, MariaDB: p95 of the first page, slowest search', 300, 100, ' ms'),
  less('24a', 'the same, SQLite: page 50 beyond page 1, p50', 50, 10, ' ms'),
  less('24b', 'the same, MariaDB: page 50 beyond page 1, p50', 50, 10, ' ms'),
  less('25a', 'memory while paging through all of it, SQLite: growth', 30, 15, ' MB'),
  less('25b', 'memory while paging through all of it, MariaDB: growth', 30, 15, ' MB'),
  less('26a', 'soak, SQLite: most rows of the ledger in the second half against the first', 1.25, 1.1),
  less('26b', 'soak, MariaDB: the same', 1.25, 1.1),
  less('27a', 'token p99 beside sweeps at work, SQLite: against sweeps at rest', 1.2, 1.1),
  less('27b', 'token p99 beside sweeps at work, MariaDB: the same', 1.2, 1.1),
  more('28a', 'audit log on against off, opaque tokens, SQLite', 80, 90, '%'),
  more('28b', 'the same, JWT ES256, SQLite', 80, 90, '%'),
  more('28c', 'the same, opaque tokens, MariaDB', 80, 90, '%'),
  more('28d', 'the same, JWT ES256, MariaDB', 80, 90, '%'),
  less('29', 'console: first rows of the slowest list, p95', 1000, 500, ' ms'),
  less('30', 'console: scrolling and filtering tokens, p98 of interactions', 200, 100, ' ms'),
];

/** How a measured value stands to a goal: `aim`, `must` (met, but not the aim), `missed` or `unmeasured`. */
export function verdictOf(goal, value) {
  if (value === undefined || !Number.isFinite(value)) return 'unmeasured';
  const reaches = (wanted) => wanted !== undefined && (goal.better === 'more' ? value >= wanted : value <= wanted);
  if (goal.aim !== undefined ? reaches(goal.aim) : reaches(goal.must)) return 'aim';
  // A goal that only names an aim has no line to miss but that.
  return reaches(goal.must) ? 'must' : 'missed';
}

/**
 * The goals that `measured` (`{ '1': 7.4, … }`) speaks of, in order. A value may come with what the same ratio is by
 * processor time (`{ value, byCpu }`), which a busy machine disturbs less; the verdict is about the value.
 * @throws when it names a goal that does not exist
 */
export function judge(measured) {
  for (const number of Object.keys(measured)) {
    if (!goals.some((goal) => goal.number === number)) throw new Error(`There is no goal ${number}.`);
  }
  return goals
    .filter(({ number }) => number in measured)
    .map((goal) => {
      const found = measured[goal.number];
      const { value, byCpu } = typeof found === 'object' ? found : { value: found };
      return { goal, value, byCpu, verdict: verdictOf(goal, value) };
    });
}
