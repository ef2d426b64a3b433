// A person at a new browser: page, password, code, tokens. The hash should be all that counts. Goals 12 and 14.
import { signInOften } from '../load/sign-ins.mjs';
import { cpuSeconds } from '../measure/process-usage.mjs';
import { tableLines } from '../measure/report.mjs';
import { inTurn } from '../measure/run-load.mjs';
import { median } from '../measure/statistics.mjs';

const PEOPLE = 4;

export async function codeFlow(bench) {
  const { rounds, seconds } = bench.timing;
  const server = await bench.gatehouse({ people: PEOPLE });
  const argon2 = await bench.argon2();
  const times = seconds * 40;
  await signInOften(server, { times, people: PEOPLE });
  const cpu = { flows: [], hashes: [] };

  const hashes = async () => {
    const before = cpuSeconds(argon2.pid);
    const { perSecond } = await argon2.ask({ seconds });
    cpu.hashes.push(((cpuSeconds(argon2.pid) - before) / (perSecond * seconds)) * 1000);
    return perSecond;
  };
  const flows = async () => {
    const before = cpuSeconds(server.pid);
    const start = performance.now();
    await signInOften(server, { times, people: PEOPLE });
    const elapsed = (performance.now() - start) / 1000;
    cpu.flows.push(((cpuSeconds(server.pid) - before) / times) * 1000);
    return times / elapsed;
  };
  const figures = await inTurn(bench, { hashes, flows }, rounds);
  const rows = [
    { label: 'H  argon2id verifications', ...figures.hashes, cpu: median(cpu.hashes) },
    { label: 'Gatehouse code flow, SQLite', ...figures.flows, cpu: median(cpu.flows) },
  ];
  return {
    lines: tableLines(
      [
        { title: 'contender', of: (row) => row.label },
        { title: 'per s', of: (row) => row.median },
        { title: 'CPU ms', of: (row) => row.cpu },
      ],
      rows,
    ),
    figures: { ...figures, cpu },
    measured: { 12: (figures.flows.median / figures.hashes.median) * 100, 14: rows[1].cpu - rows[0].cpu },
  };
}
