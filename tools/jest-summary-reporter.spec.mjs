import { summarize } from './jest-summary-reporter.cjs';

const suite = (...testResults) => ({ numFailingTests: 0, testResults });
const passed = (fullName) => ({ fullName, status: 'passed' });

test('counts by mark and closes with the plain line', () => {
  const testResults = [
    suite(passed('store [sqlite] keeps'), passed('store [mariadb] keeps'), {
      fullName: '[mariadb] x',
      status: 'failed',
    }),
    suite(passed('rule'), passed('[browser] [sqlite] signs in'), { fullName: 'later', status: 'todo' }),
  ];
  expect(summarize({ testResults }, {})).toBe(
    'SQLite: 2 tests\nMariaDB: 2 tests\nBrowser: 1 test\n4 passed, 1 failed, 1 skipped\n',
  );
});

test('says what was not run, and why', () => {
  const testResults = [suite(passed('[sqlite] a'), { fullName: '[mariadb] a', status: 'pending' })];
  const environment = { GATEHOUSE_TEST_MARIADB_MISSING: 'mariadbd not found' };
  expect(summarize({ testResults }, environment)).toBe(
    'SQLite: 1 test\nMariaDB: not run (mariadbd not found)\nBrowser: 0 tests\n1 passed, 0 failed, 1 skipped\n',
  );
});

test('a file that cannot be loaded is a failure', () => {
  const testResults = [{ numFailingTests: 0, failureMessage: 'SyntaxError', testResults: [] }];
  expect(summarize({ testResults }, {})).toContain('\n0 passed, 1 failed\n');
});
