import { openPersistence } from './persistence';
import { databaseTarget } from './data-source.options';

describe('databaseTarget', () => {
  it.each([
    ['sqlite:./data/gatehouse.sqlite', './data/gatehouse.sqlite'],
    ['sqlite:/var/lib/gatehouse.sqlite', '/var/lib/gatehouse.sqlite'],
    ['sqlite:///var/lib/gatehouse.sqlite', '/var/lib/gatehouse.sqlite'],
    ['SQLITE:a b.sqlite', 'a b.sqlite'],
    ['sqlite::memory:', ':memory:'],
  ])('reads %s', (url, file) => {
    expect(databaseTarget(url)).toEqual({ kind: 'sqlite', file });
  });

  it('reads a server’s address, percent-encoding undone', () => {
    expect(databaseTarget('mysql://gate%40house:p%2Fw%3A%C3%A9@db.example:3307/gate%20house')).toEqual({
      kind: 'mysql',
      host: 'db.example',
      port: 3307,
      user: 'gate@house',
      password: 'p/w:é',
      database: 'gate house',
    });
    expect(databaseTarget('mariadb://u@[::1]/g')).toMatchObject({ host: '::1', port: 3306, password: '' });
  });

  it.each(['', 'sqlite:', 'postgres://u:secret@h/d', 'mysql:', 'mysql://', 'secret'])(
    'refuses "%s" without repeating it',
    (url) => {
      let message = '';
      try {
        databaseTarget(url);
      } catch (error) {
        message = String(error);
      }
      expect(message).toContain('TypeError');
      expect(message).not.toContain('secret');
    },
  );
});

describe('[sqlite] openPersistence', () => {
  it('tells the time of the database', async () => {
    const persistence = await openPersistence({ databaseUrl: 'sqlite::memory:' });
    const before = Date.now();
    const time = await persistence.ping();
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(Date.now());
    await persistence.close();
    await persistence.close();
  });
});
