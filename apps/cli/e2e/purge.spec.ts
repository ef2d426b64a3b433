/** `gatehouse purge`, straight on the database and beside a running server. */
import { randomBytes } from 'node:crypto';
import { changeDatabase } from './support/change-database';
import { CommandLine } from './support/command-line';
import { DATABASES, Instance } from './support/instance';

interface Answer {
  readonly dry_run: boolean;
  readonly rows: number;
  readonly kinds: readonly { readonly kind: string; readonly rows: number }[];
}

describe.each(DATABASES)('gatehouse purge [%s]', (database) => {
  const masterKey = randomBytes(32).toString('base64');
  let instance: Instance;
  let commandLine: CommandLine;

  beforeAll(async () => {
    instance = await Instance.start({ database, environment: { MASTER_KEY: masterKey } });
    commandLine = new CommandLine({
      DATABASE_URL: instance.databaseUrl,
      MASTER_KEY: masterKey,
      ISSUER_URL: instance.issuer,
    });
    // The server must not be faster than the test.
    await changeDatabase(
      instance.databaseUrl,
      `INSERT INTO setting (name, value, updated_at) VALUES ('sweeps.enabled', 'false', 1)`,
      'UPDATE catalogue SET version = version + 1',
    );
    await new Promise((resume) => setTimeout(resume, 1_500));
    for (let each = 0; each < 130; each++) {
      const digest = randomBytes(32).toString('hex');
      await changeDatabase(
        instance.databaseUrl,
        `INSERT INTO one_time (digest, expires_at) VALUES (x'${digest}', ${each})`,
      );
    }
  });
  afterAll(async () => {
    await instance.stop();
    commandLine.remove();
  });

  const rowsOf = ({ kinds }: Answer) => kinds.find(({ kind }) => kind === 'one_time')?.rows;

  it('counts with --dry-run, and removes nothing', async () => {
    for (let twice = 0; twice < 2; twice++) {
      const answer = await commandLine.json<Answer>(['purge', '--dry-run']);
      expect(answer.dry_run).toBe(true);
      expect(rowsOf(answer)).toBe(130);
    }
    const { out } = await commandLine.run(['purge', '--dry-run']);
    expect(out).toMatch(/one_time +130\n/);
    expect(out).toMatch(/\d+ rows would go\./);
  });

  it('removes what has expired while the server runs, once', async () => {
    const answer = await commandLine.json<Answer>(['purge']);
    expect([answer.dry_run, rowsOf(answer)]).toEqual([false, 130]);
    expect(rowsOf(await commandLine.json<Answer>(['purge']))).toBe(0);
    const { code, out } = await commandLine.run(['purge']);
    expect([code, out]).toEqual([0, 'Nothing has reached its time.\n']);
    expect((await fetch(`${instance.issuer}/health/ready`)).status).toBe(200);
  });
});
