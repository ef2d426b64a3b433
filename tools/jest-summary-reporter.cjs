'use strict';
const { writeFileSync } = require('node:fs');

/** Titles carry these marks; see CONTRIBUTING.md. */
const tags = [
  { mark: '[sqlite]', name: 'SQLite', missing: undefined },
  { mark: '[mariadb]', name: 'MariaDB', missing: 'GATEHOUSE_TEST_MARIADB_MISSING' },
  { mark: '[browser]', name: 'Browser', missing: 'GATEHOUSE_TEST_CHROMIUM_MISSING' },
];

/** The closing lines of a run, as text: where the tests ran, then `N passed, N failed`. */
function summarize(results, environment = process.env) {
  const counts = tags.map(() => ({ run: 0, skipped: 0 }));
  let [passed, failed, skipped] = [0, 0, 0];
  for (const suite of results.testResults) {
    // A file that cannot even be loaded has no tests to count, and must not look like a success.
    if (suite.testExecError || (suite.failureMessage && suite.numFailingTests === 0)) failed += 1;
    for (const test of suite.testResults) {
      if (test.status === 'passed') passed += 1;
      else if (test.status === 'failed') failed += 1;
      else skipped += 1;
      const ran = test.status === 'passed' || test.status === 'failed';
      const name = test.fullName.toLowerCase();
      tags.forEach((tag, index) => {
        if (name.includes(tag.mark)) counts[index][ran ? 'run' : 'skipped'] += 1;
      });
    }
  }
  const lines = tags.map((tag, index) => {
    const reason = tag.missing === undefined ? '' : environment[tag.missing];
    if (reason) return `${tag.name}: not run (${reason})`;
    const { run, skipped: notRun } = counts[index];
    return `${tag.name}: ${run} ${run === 1 ? 'test' : 'tests'}${notRun > 0 ? `, ${notRun} skipped` : ''}`;
  });
  lines.push(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return `${lines.join('\n')}\n`;
}

/** Prints the closing lines, or leaves them in GATEHOUSE_TEST_SUMMARY_FILE for the caller that wants the last word. */
class SummaryReporter {
  onRunComplete(_contexts, results) {
    const text = summarize(results);
    const file = process.env.GATEHOUSE_TEST_SUMMARY_FILE;
    if (file) writeFileSync(file, text);
    else process.stdout.write(`\n${text}`);
  }
}

module.exports = SummaryReporter;
module.exports.summarize = summarize;
