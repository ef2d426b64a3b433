// What the audit log costs: the token endpoint with it and without it, side by side. Goals 28.
import { throughputLines } from '../measure/report.mjs';
import { compare, runLoad } from '../measure/run-load.mjs';
import { queryRows } from '../servers/ledger.mjs';
import { ourTokens } from './contenders.mjs';

export async function audit(bench) {
  const mariadb = await bench.mariadb();
  const databases = { sqlite: undefined, ...(mariadb && { mariadb }) };
  const contenders = {};
  const servers = {};
  for (const [name, database] of Object.entries(databases)) {
    for (const on of [true, false]) {
      const databaseUrl = await database?.newDatabase();
      const server = await bench.gatehouse({ audit: on, ...(databaseUrl && { databaseUrl }) });
      const title = name === 'sqlite' ? 'SQLite' : 'MariaDB';
      for (const format of ['opaque', 'jwt']) {
        const key = `${name} ${format} ${on ? 'on' : 'off'}`;
        const label = `${format === 'jwt' ? 'JWT' : 'opaque'}, ${title}, audit log ${on ? 'on' : 'off'}`;
        contenders[key] = ourTokens(label, server, format, database?.pid);
        servers[key] = { server, on };
      }
    }
  }
  const figures = await runLoad(bench, contenders);
  const proof = [];
  for (const { server, on } of new Set(Object.values(servers))) await expectAudited(server, on, proof);
  const percent = (name, format) => compare(figures[`${name} ${format} on`], figures[`${name} ${format} off`], 100);
  return {
    lines: [...throughputLines(Object.values(figures)), ...new Set(proof)],
    figures,
    measured: {
      '28a': percent('sqlite', 'opaque'),
      '28b': percent('sqlite', 'jwt'),
      ...(mariadb && { '28c': percent('mariadb', 'opaque'), '28d': percent('mariadb', 'jwt') }),
    },
  };
}

/** With the log on there is an event for each token, sealed but for the newest; with it off there are none. */
async function expectAudited({ databaseUrl }, on, proof) {
  const count = async (sql) => Number((await queryRows(databaseUrl, sql, []))[0].count);
  const [tokens, events, sealed] = [
    await count('SELECT COUNT(*) AS count FROM token'),
    await count("SELECT COUNT(*) AS count FROM audit_event WHERE event = 'token.issued'"),
    await count('SELECT MAX(seq) AS count FROM audit_event'),
  ];
  if (on ? events !== tokens : events !== 0) throw new Error(`${events} events for ${tokens} tokens`);
  if (on)
    proof.push(`${tokens} tokens: ${events} events, ${sealed} places in the chain (${databaseUrl.split(':')[0]})`);
}
