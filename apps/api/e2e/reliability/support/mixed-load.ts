/**
 * Clients of every kind at once, each waiting for its answer before it asks again, until the API dies under them. They
 * remember what they were told, and what they never heard the answer to.
 */
import { NOTES, ORDERS } from '../../support/configuration';
import { CodeSource, exchangeOf, type IssuedCode } from './code-source';
import { AnswerLostError, DirectRequests, kindOf, textOf, type Answer, type Form } from './direct-requests';
import { idsOfAnswer } from './ledger';
import type { SeededRandom } from './seeded-random';

/** A public client with several tabs, which all refresh at once and go on together. */
export interface Tabs {
  readonly familyId: string;
  refreshToken: string;
  accessToken: string;
}

/** A refresh to which at least one tab never heard the answer. */
export interface InterruptedRefresh {
  readonly tabs: Tabs;
  readonly presented: string;
  /** What the other tabs were given, if any was. */
  readonly heard: string | undefined;
}

/** What the clients know when the API is gone. */
export class LoadReport {
  /** Ids of every token that an answer brought. */
  readonly issued: string[] = [];
  /** Machine tokens, which nothing ends but time. */
  readonly machineTokens: string[] = [];
  readonly exchanged: IssuedCode[] = [];
  readonly interruptedExchanges: IssuedCode[] = [];
  readonly interruptedRefreshes: InterruptedRefresh[] = [];
  answers = 0;
  lost = 0;

  /** Keeps a successful answer; anything else is a fault of the API, which had no reason to refuse. */
  keep(answer: Answer): void {
    if (answer.status !== 200) throw new Error(`refused under load: ${kindOf(answer)} ${JSON.stringify(answer.body)}`);
    this.answers += 1;
    this.issued.push(...idsOfAnswer(answer.body));
  }
}

const TABS = 3;
const MACHINE_FORMS: readonly Form[] = [
  { grant_type: 'client_credentials', client_id: 'machine', scope: 'orders:read', resource: ORDERS },
  { grant_type: 'client_credentials', client_id: 'machine', scope: 'notes:read', resource: NOTES },
];

export class MixedLoad {
  readonly report = new LoadReport();
  private ending = false;
  private readonly running: Promise<unknown>;

  constructor(
    private readonly origin: string,
    private readonly requests: DirectRequests,
    codes: readonly CodeSource[],
    families: readonly Tabs[],
    private readonly random: SeededRandom,
  ) {
    this.running = Promise.all([
      ...codes.map((source) => this.repeat(() => this.exchange(source))),
      ...families.map((tabs) => this.repeat(() => this.refresh(tabs))),
      ...MACHINE_FORMS.map((form) => this.repeat(() => this.askForMachineToken(form))),
      this.repeat(() => this.introspect()),
    ]);
    // Whoever waits for the end of it hears of a failure; until then it is nobody's unhandled rejection.
    this.running.catch(() => undefined);
  }

  /** From now on a lost answer is no surprise, and nobody asks again. */
  expectEnd(): void {
    this.ending = true;
  }

  /** Waits until every client has given up. @throws when the API refused something, or fell silent before its end */
  async finished(): Promise<LoadReport> {
    await this.running;
    return this.report;
  }

  private async repeat(step: () => Promise<void>): Promise<void> {
    while (!this.ending) {
      try {
        await step();
      } catch (error) {
        if (!isConnectionFailure(error)) throw error;
        if (!this.ending) throw new Error('the connection broke while the API was running', { cause: error });
        this.report.lost += 1;
      }
    }
  }

  private async exchange(source: CodeSource): Promise<void> {
    const code = await source.next(this.random.between(0, 2) === 0 ? 'spa' : 'web-basic');
    try {
      this.report.keep(await this.requests.token(this.origin, exchangeOf(code)));
      this.report.exchanged.push(code);
    } catch (error) {
      if (error instanceof AnswerLostError) this.report.interruptedExchanges.push(code);
      throw error;
    }
  }

  private async refresh(tabs: Tabs): Promise<void> {
    const presented = tabs.refreshToken;
    const settled = await Promise.allSettled(
      Array.from({ length: TABS }, () => this.requests.refresh(this.origin, presented)),
    );
    const successors = new Set<string>();
    for (const result of settled) {
      if (result.status === 'rejected') continue;
      this.report.keep(result.value);
      successors.add(textOf(result.value, 'refresh_token'));
      tabs.accessToken = textOf(result.value, 'access_token');
    }
    if (successors.size > 1) throw new Error('tabs were given different successors');
    const [heard] = successors;
    const failure = settled.find((result) => result.status === 'rejected');
    if (failure) {
      this.report.interruptedRefreshes.push({ tabs, presented, heard });
      throw failure.reason;
    }
    tabs.refreshToken = heard ?? presented;
  }

  private async askForMachineToken(form: Form): Promise<void> {
    const answer = await this.requests.token(this.origin, form);
    this.report.keep(answer);
    this.report.machineTokens.push(textOf(answer, 'access_token'));
  }

  private async introspect(): Promise<void> {
    const { machineTokens } = this.report;
    const token = machineTokens[this.random.between(0, machineTokens.length)];
    if (token === undefined) return new Promise((resume) => setTimeout(resume, 5));
    if (!(await this.requests.isActive(this.origin, token))) throw new Error('a live token is not active under load');
    this.report.answers += 1;
  }
}

/**
 * Our own requests say it by their class; the browser's `fetch` fails with a TypeError for the network alone. That one is
 * known by its name, as Jest's tests live in a realm of their own.
 */
function isConnectionFailure(error: unknown): boolean {
  if (error instanceof AnswerLostError) return true;
  const { name, message } = error as { readonly name?: unknown; readonly message?: unknown };
  return name === 'TypeError' && (message === 'fetch failed' || message === 'terminated');
}
