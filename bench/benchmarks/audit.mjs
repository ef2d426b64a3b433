// What the audit log costs: the token endpoint with it and without it, side by side. Goals 28.
import { setTimeout as delay } from 'node:timers/promises';
import { throughputLines } from '../measure/report.mjs';
import { compareRounds, runLoad } from '../measure/run-load.mjs';
import { queryRows } from '../servers/ledger.mjs';
import { ourTokens } from './contenders.mjs';

export async function audit(bench) {
  const mariadb = await bench.mariadb();
  const databases = { sqlite: undefined, ...(mariadb && { mariadb }) };
  const contenders = {};
  const audited = [];
  for (const [name, database] of Object.entries(databases)) {
    const servers = {};
    for (const on of [true, false]) {
      const databaseUrl = await database?.newDatabase();
      servers[on] = await bench.gatehouse({ audit: on, ...(databaseUrl && { databaseUrl }) });
      audited.push({ server: servers[on], on });
    }
    // With and without it one after the other: what is compared is what the machine did at the same time.
    for (const format of ['opaque', 'jwt']) {
      for (const on of [true, false]) {
        const title = name === 'sqlite' ? 'SQLite' : 'MariaDB';
        const label = `${format === 'jwt' ? 'JWT' : 'opaque'}, ${title}, audit log ${on ? 'on' : 'off'}`;
        contenders[keyOf(name, format, on)] = ourTokens(label, servers[on], format, database?.pid);
      }
    }
  }
  const figures = await runLoad(bench, contenders, { rounds: 2 * bench.timing.rounds });
  const proof = [];
  for (const { server, on } of audited) await expectAudited(server, on, proof);
  const percent = (name, format) =>
    compareRounds(figures[keyOf(name, format, true)], figures[keyOf(name, format, false)], 100);
  return {
    lines: [...throughputLines(Object.values(figures)), ...proof],
    figures,
    measured: {
      '28a': percent('sqlite', 'opaque'),
      '28b': percent('sqlite', 'jwt'),
      ...(mariadb && { '28c': percent('mariadb', 'opaque'), '28d': percent('mariadb', 'jwt') }),
    },
  };
}

const keyOf = (name, format, on) => `${name} ${format} ${on ? 'on' : 'off'}`;

/** With the log on there is an event for each token, sealed within moments; with it off there are none. */
async function expectAudited({ databaseUrl }, on, proof) {
  const count = async (sql) => Number((await queryRows(databaseUrl, sql, []))[0].count);
  for (let tries = 0; tries < 50 && (await count('SELECT COUNT(*) AS count FROM audit_pending')) > 0; tries++) {
    await delay(100);
  }
  const [tokens, events, sealed] = [
    await count('SELECT COUNT(*) AS count FROM token'),
    await count("SELECT COUNT(*) AS count FROM audit_event WHERE event = 'token.issued'"),
    await count('SELECT MAX(seq) AS count FROM audit_event'),
  ];
  if (on ? events !== tokens : events !== 0) throw new Error(`${events} events for ${tokens} tokens`);
  if (on)
    proof.push(`${tokens} tokens: ${events} events, ${sealed} places in the chain (${databaseUrl.split(':')[0]})`);
}
