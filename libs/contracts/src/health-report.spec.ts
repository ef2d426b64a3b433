import { readHealthReport } from './health-report';

describe('readHealthReport', () => {
  it('reads what the API answers', () => {
    const report = { status: 'not_ready', checks: { database: 'failing', keys: 'ok' } };
    expect(readHealthReport(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });

  it('leaves out checks in a state that it does not know', () => {
    expect(readHealthReport({ status: 'ready', checks: { database: 'ok', mail: 'slow' } })).toEqual({
      status: 'ready',
      checks: { database: 'ok' },
    });
  });

  it.each([
    null,
    undefined,
    'ready',
    1,
    {},
    { status: 'ready' },
    { status: 'up', checks: {} },
    { status: 'ready', checks: 1 },
  ])('does not take %j for a report', (body) => {
    expect(readHealthReport(body)).toBeUndefined();
  });
});
