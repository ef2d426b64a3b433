// Contenders under load, in turn: A B C, C B A, A B C …, so that whatever else happens to the machine happens to all.
import { median, medians, ratio, spread } from './statistics.mjs';
import { cpuSeconds, residentMemory } from './process-usage.mjs';

/**
 * A contender: `{ label, server, request, expect, workload?, state?, verify?(samples, completed), database? }`.
 * `server` as `startServer` gives it; `database`: pid of the database server that works for it; `verify` is called
 * after its last round and throws when the answers were not what they should be.
 * @returns Map of key → `{ label, perSecond, p50, p99, cpuMicroseconds, … }`, medians over the rounds
 */
export async function runLoad(bench, contenders, { connections = 32, rounds = bench.timing.rounds } = {}) {
  const { seconds, warmUpSeconds } = bench.timing;
  const names = Object.keys(contenders);
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  const states = Object.fromEntries(names.map((name) => [name, contenders[name].state]));
  const one = async (name, duration) => {
    const { result, usage } = await measure(bench, { ...contenders[name], state: states[name] }, connections, duration);
    states[name] = result.state;
    return { ...usage, samples: result.samples, completed: result.completed };
  };
  for (const name of names) await contenders[name].verify?.(await one(name, warmUpSeconds));
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      bench.progress(`${contenders[name].label}, round ${round + 1} of ${rounds}`);
      const { samples: answers, completed, ...usage } = await one(name, seconds);
      await contenders[name].verify?.({ samples: answers, completed });
      samples[name].push(usage);
    }
  }
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        label: contenders[name].label,
        ...medians(samples[name]),
        spread: spread(samples[name].map(({ perSecond }) => perSecond)),
        rounds: samples[name],
      },
    ]),
  );
}

async function measure(bench, contender, connections, seconds) {
  const { server, request, workload, state, expect, database } = contender;
  const before = usageOf(server, database);
  const result = await bench.generator.load({
    url: server.origin,
    request,
    connections,
    seconds,
    workload,
    state,
    expect,
  });
  const after = usageOf(server, database);
  refuseFaults(contender, result);
  const each = (name) =>
    after[name] === undefined ? undefined : ((after[name] - before[name]) / result.completed) * 1e6;
  return {
    result,
    usage: {
      perSecond: result.perSecond,
      p50: result.p50,
      p99: result.p99,
      cpuMicroseconds: each('server'),
      databaseMicroseconds: each('database'),
      memory: residentMemory(server.pid).now,
      generatorLoad: result.generatorLoad,
    },
  };
}

const usageOf = (server, database) => ({
  server: cpuSeconds(server.pid),
  database: database === undefined ? undefined : cpuSeconds(database),
});

/** A figure for wrong answers would be worth nothing. */
function refuseFaults({ label }, { completed, errors, statuses, unexpected }) {
  if (errors === 0 && unexpected === undefined && completed > 0 && statuses['200'] === completed) return;
  const body = unexpected === undefined ? '' : `; a body: ${unexpected.slice(0, 300)}`;
  throw new Error(`${label}: ${completed} answers, ${errors} errors, statuses ${JSON.stringify(statuses)}${body}`);
}

/** The median of what `action` returns, with turns between several of them: `{ a: action, b: action }`. */
export async function inTurn(bench, actions, rounds) {
  const names = Object.keys(actions);
  const values = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      bench.progress(`${name}, round ${round + 1} of ${rounds}`);
      values[name].push(await actions[name]());
    }
  }
  return Object.fromEntries(names.map((name) => [name, { values: values[name], median: median(values[name]) }]));
}

/** How many times as fast one contender is as another: by throughput, and by processor time for each request. */
export function compare(one, other, scale = 1) {
  const value = ratio(one?.perSecond, other?.perSecond);
  const byCpu = ratio(other?.cpuMicroseconds, one?.cpuMicroseconds);
  return { value: scaled(value, scale), byCpu: scaled(byCpu, scale) };
}

/** The same round by round, the median of it: for neighbours in turn that differ by less than a machine's moods. */
export function compareRounds(one, other, scale = 1) {
  const pairs = one.rounds.map((round, index) => compare(round, other.rounds[index], scale));
  return { value: median(pairs.map(({ value }) => value)), byCpu: median(pairs.map(({ byCpu }) => byCpu)) };
}

const scaled = (value, scale) => (value === undefined ? undefined : value * scale);
