import { performance } from 'node:perf_hooks';
import { newTimeOrderedId } from '@gatehouse/protocol';
import { token } from '@gatehouse/protocol/testing';
import { ADMIN, RevocationWorld } from '../../testing/revocation-world';
import { SqliteConnection } from '../gateway/sqlite/sqlite-connection';
it('measures', async () => {
  const world = await RevocationWorld.open('sqlite');
  const robot = await world.client();
  const now = Date.now();
  const count = 100_000;
  for (let start = 0; start < count; start += 1000) {
    await world.here.persistence.unitOfWork.record(
      Array.from({ length: 1000 }, () => ({ ...token({ clientId: robot.id, subject: robot.id, issuedAt: now, expiresAt: now + 3_600_000 }).record, id: newTimeOrderedId(now) })),
    );
  }
  const desk = world.desk();
  const preview = await desk.preview({ event: 'client', clientId: robot.id }, ADMIN);
  if (preview.outcome !== 'previewed') throw new Error();
  const slow: string[] = [];
  for (const name of ['rows', 'change'] as const) {
    const original = SqliteConnection.prototype[name] as (sql: string, values: unknown[]) => Promise<unknown>;
    (SqliteConnection.prototype as never as Record<string, unknown>)[name] = function (this: unknown, sql: string, values: unknown[]) {
      const t = performance.now();
      const r = original.call(this, sql, values);
      const ms = performance.now() - t;
      if (ms > 15) slow.push(`${ms.toFixed(0)} ms ${sql.slice(0, 160).replace(/\s+/g, ' ')}`);
      return r;
    };
  }
  const t = performance.now();
  let last = performance.now();
  const gaps: string[] = [];
  const timer = setInterval(() => { const n = performance.now(); if (n - last > 60) gaps.push(`${(n - last).toFixed(0)}@${(n - t).toFixed(0)}`); last = n; }, 1);
  await desk.commit({ previewId: preview.record.id, by: ADMIN, cause: 'test', reason: 'x', confirm: String(preview.record.counts?.tokens) });
  console.log('commit', performance.now() - t, slow.join('\n'), gaps.join(' '));
  slow.length = 0; gaps.length = 0;
  await world.finishJobs();
  console.log('job', slow.slice(0, 20).join('\n'), gaps.join(' '));
  clearInterval(timer);
  await world.close();
}, 300_000);
