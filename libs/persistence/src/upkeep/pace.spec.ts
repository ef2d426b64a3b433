import { MOST_ROWS, Pace } from './pace';

const step = { took: 1, rows: 64, removed: 64, waiting: 0, perSecond: 1_000_000 };

describe('the pace of sweeps', () => {
  it('rests in proportion to the work, and longer beside others who wait', () => {
    expect(new Pace('sqlite').rest({ ...step, took: 2 })).toBe(6);
    expect(new Pace('sqlite').rest({ ...step, took: 2, waiting: 1 })).toBe(10);
  });

  it('never removes more rows in a second than it may', () => {
    expect(new Pace('sqlite').rest({ ...step, took: 1, removed: 100, perSecond: 1_000 })).toBe(99);
  });

  it('makes steps smaller that took too long, and larger that took too little, within bounds', () => {
    const pace = new Pace('sqlite');
    const before = pace.rows;
    pace.rest({ ...step, took: 10, rows: pace.rows });
    expect(pace.rows).toBe(before / 2);
    for (let each = 0; each < 50; each++) pace.rest({ ...step, took: 100, rows: pace.rows });
    expect(pace.rows).toBe(16);
    for (let each = 0; each < 50; each++) pace.rest({ ...step, took: 0, rows: pace.rows });
    expect(pace.rows).toBe(MOST_ROWS);
  });

  it('learns nothing from a stretch that the end of a table cut short', () => {
    const pace = new Pace('mariadb');
    const { rows } = pace;
    pace.rest({ ...step, took: 500, rows: 3 });
    expect(pace.rows).toBe(rows);
  });
});
