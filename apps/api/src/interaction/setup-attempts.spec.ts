import { SetupAttempts } from './setup-attempts';

const NOW = 1_900_000_000_000;

function wrong(times: number, attempts = new SetupAttempts(), ip = '192.0.2.1', at = NOW): SetupAttempts {
  for (let each = 0; each < times; each++) attempts.note(ip, at);
  return attempts;
}

describe('wrong set-up codes', () => {
  it('cost nothing four times, and a minute the fifth time', () => {
    expect(wrong(4).waitOf('192.0.2.1', NOW)).toBe(0);
    const attempts = wrong(5);
    expect(attempts.waitOf('192.0.2.1', NOW)).toBe(60);
    expect(attempts.waitOf('192.0.2.1', NOW + 59_001)).toBe(1);
    expect(attempts.waitOf('192.0.2.1', NOW + 60_000)).toBe(0);
  });

  it('let whoever has waited begin anew', () => {
    const attempts = wrong(1, wrong(5), '192.0.2.1', NOW + 60_000);
    expect(attempts.waitOf('192.0.2.1', NOW + 60_000)).toBe(0);
    expect(wrong(4, attempts, '192.0.2.1', NOW + 60_000).waitOf('192.0.2.1', NOW + 60_000)).toBe(60);
  });

  it('are counted for each address, and forgotten', () => {
    const attempts = wrong(5);
    expect(attempts.waitOf('192.0.2.2', NOW)).toBe(0);
    expect(attempts.waitOf(null, NOW)).toBe(0);
    const later = wrong(4, wrong(4), '192.0.2.1', NOW + 600_000);
    expect(later.waitOf('192.0.2.1', NOW + 600_000)).toBe(0);
  });

  it('are kept for a bounded number of addresses, those of late', () => {
    const attempts = wrong(5);
    for (let each = 0; each < 1_000; each++) attempts.note(`198.51.100.${each}`, NOW);
    expect(attempts.waitOf('192.0.2.1', NOW)).toBe(0);
    expect(wrong(4, attempts, '198.51.100.999').waitOf('198.51.100.999', NOW)).toBe(60);
  });
});
