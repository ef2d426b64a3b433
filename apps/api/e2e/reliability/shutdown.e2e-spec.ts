/** Processes that are replaced one after the other behind a load balancer, under load: nobody notices. */
import { CONFIGURATION, NOTES, ORDERS } from '../support/configuration';
import { DATABASES, Instance, type ApiProcess } from '../support/instance';
import { CodeSource, exchangeOf } from './support/code-source';
import { DirectRequests, tally, textOf, type Answer } from './support/direct-requests';
import { idsOfAnswer, Ledger } from './support/ledger';

const CLIENTS = 8;
const RESTARTS_PER_PROCESS = 3;
/** Milliseconds between two looks of the balancer at /health/ready; well below the second of notice it is given. */
const LOOK = 50;

/** Sends requests to whichever process says that it is ready, as a load balancer does. */
class Balancer {
  private ready = new Set<ApiProcess>();
  private turn = 0;
  private watching = true;
  private readonly watched: Promise<void>;

  constructor(private readonly processes: readonly ApiProcess[]) {
    this.ready = new Set(processes);
    this.watched = this.watch();
  }

  /** Origin for the next request, once there is one. */
  async next(): Promise<string> {
    for (;;) {
      const ready = [...this.ready];
      const process = ready[this.turn++ % Math.max(1, ready.length)];
      if (process) return process.origin;
      await pause(5);
    }
  }

  async sees(process: ApiProcess, ready: boolean): Promise<void> {
    while (this.ready.has(process) !== ready) await pause(5);
  }

  async stop(): Promise<void> {
    this.watching = false;
    await this.watched;
  }

  private async watch(): Promise<void> {
    while (this.watching) {
      for (const process of this.processes) {
        const ready = await fetch(`${process.origin}/health/ready`).then(
          async (response) => (await response.arrayBuffer(), response.ok),
          () => false,
        );
        if (ready) this.ready.add(process);
        else this.ready.delete(process);
      }
      await pause(LOOK);
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}

describe.each(DATABASES)('processes replaced under load [%s]', (database) => {
  let instance: Instance;
  const requests = new DirectRequests();

  beforeAll(async () => {
    instance = await Instance.start({
      database,
      configuration: CONFIGURATION,
      processes: database === 'sqlite' ? 1 : 2,
      environment: { SHUTDOWN_DELAY: '1' },
    });
  });
  afterAll(async () => {
    requests.close();
    await instance?.stop();
  });

  it(`fails no request while each is replaced ${RESTARTS_PER_PROCESS} times, and leaves with 0`, async () => {
    const balancer = new Balancer(instance.processes);
    const answers: Answer[] = [];
    let ending = false;
    const machine = { grant_type: 'client_credentials', client_id: 'machine' };
    const first = await requests.token(instance.issuer, exchangeOf(await new CodeSource(instance.issuer).next('spa')));
    const accessToken = textOf(first, 'access_token');
    let refreshToken = textOf(first, 'refresh_token');
    const steps: readonly ((origin: string) => Promise<Answer>)[] = [
      (origin) => requests.token(origin, { ...machine, scope: 'orders:read', resource: ORDERS }),
      (origin) => requests.token(origin, { ...machine, scope: 'notes:read', resource: NOTES }),
      (origin) => requests.post(origin, '/oauth/introspect', { client_id: 'machine', token: accessToken }),
    ];
    const load = Promise.all([
      ...Array.from({ length: CLIENTS }, async (_, client) => {
        for (let step = client; !ending; step++) {
          const send = steps[step % steps.length];
          if (send) answers.push(await send(await balancer.next()));
        }
      }),
      (async () => {
        while (!ending) {
          const answer = await requests.refresh(await balancer.next(), refreshToken);
          answers.push(answer);
          refreshToken = textOf(answer, 'refresh_token');
        }
      })(),
    ]);
    load.catch(() => undefined);

    try {
      for (let restart = 0; restart < RESTARTS_PER_PROCESS; restart++) {
        for (const process of instance.processes) {
          const before = answers.length;
          expect(await process.stop()).toBe(0);
          expect(answers.length).toBeGreaterThan(before);
          await process.start();
          await balancer.sees(process, true);
        }
      }
    } finally {
      ending = true;
      await balancer.stop();
    }
    await load;

    expect(tally(answers)).toEqual({ '200': answers.length });
    const issued = answers.flatMap(({ body }) => ('access_token' in body ? idsOfAnswer(body) : []));
    const known = new Set((await new Ledger(instance.databaseUrl).find(issued)).map(({ id }) => id));
    expect(issued.filter((id) => !known.has(id))).toEqual([]);
  }, 180_000);
});
