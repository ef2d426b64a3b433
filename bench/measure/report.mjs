// What is printed: tables, and each goal with what was measured for it. A goal that is missed is printed as missed.

/** Lines of a table. `columns`: `[{ title, of(row), left? }]`; the first is aligned left. */
export function tableLines(columns, rows) {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ of }) => show(of(row))))];
  const widths = columns.map((_column, index) => Math.max(...cells.map((line) => line[index].length)));
  const line = (texts) =>
    texts
      .map((text, index) =>
        index === 0 || columns[index].left ? text.padEnd(widths[index]) : text.padStart(widths[index]),
      )
      .join('  ')
      .trimEnd();
  return [line(cells[0]), widths.map((width) => '─'.repeat(width)).join('  '), ...cells.slice(1).map(line)];
}

/** A number with as many digits as tell something; a dash for nothing. */
export function show(value) {
  if (value === undefined || value === null) return '–';
  if (typeof value !== 'number') return String(value);
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString('en');
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

const throughputColumns = [
  { title: 'contender', of: (row) => row.label },
  { title: 'per s', of: (row) => row.perSecond },
  { title: 'p50 ms', of: (row) => row.p50 },
  { title: 'p99 ms', of: (row) => row.p99 },
  { title: 'CPU µs', of: (row) => row.cpuMicroseconds },
  { title: 'database µs', of: (row) => row.databaseMicroseconds },
  { title: 'RSS MB', of: (row) => row.memory },
  { title: 'spread', of: (row) => (row.spread === undefined ? undefined : `${Math.round(row.spread * 100)}%`) },
  // Near 100% the load generator is the limit, not the server.
  {
    title: 'generator',
    of: (row) => (row.generatorLoad === undefined ? undefined : `${Math.round(row.generatorLoad * 100)}%`),
  },
];

/** The table of contenders that were put under load. */
export const throughputLines = (rows) => tableLines(throughputColumns, rows);

const verdicts = { aim: 'aim met', must: 'met', missed: 'MISSED', unmeasured: 'not measured' };
const goalColumns = [
  { title: 'goal', of: ({ goal }) => goal.number },
  { title: 'what', of: ({ goal }) => goal.what, left: true },
  { title: 'must', of: ({ goal }) => limit(goal, goal.must) },
  { title: 'aim', of: ({ goal }) => limit(goal, goal.aim) },
  { title: 'measured', of: ({ goal, value }) => (value === undefined ? undefined : `${show(value)}${goal.unit}`) },
  // The same ratio by processor time: it tells about the program even where something else uses the machine.
  { title: 'by CPU', of: ({ goal, byCpu }) => (byCpu === undefined ? undefined : `${show(byCpu)}${goal.unit}`) },
  { title: 'verdict', of: ({ verdict }) => verdicts[verdict], left: true },
];

function limit(goal, value) {
  return value === undefined ? undefined : `${goal.better === 'more' ? '≥' : '≤'} ${show(value)}${goal.unit}`;
}

/** The table of goals. @param judged from `judge` in goals.mjs */
export const goalLines = (judged) => tableLines(goalColumns, judged);
