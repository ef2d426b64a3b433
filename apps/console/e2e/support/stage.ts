/** What every flow of the console stands on: the real API with everybody who may ask it, the built console, Chromium. */
import { randomBytes } from 'node:crypto';
import {
  Administration,
  freePort,
  launchChromium,
  newPerson,
  PASSWORD,
  type ContextOptions,
  type DatabaseKind,
  type Person,
} from '@gatehouse/api/testing';
import type { Browser } from 'playwright-core';
import { ConsoleProcess } from './console-process';

/** Without a browser there is nothing to look at; the closing lines of `npm test` say so. */
export const describeInBrowser = process.env['GATEHOUSE_TEST_CHROMIUM'] ? describe : describe.skip;

/** Who signs in: a role of the console, or somebody without one. */
export type Username = 'owner' | 'admin' | 'developer' | 'auditor' | 'support' | 'nobody';

export class ConsoleStage {
  private constructor(
    /** The admin API as a machine client that may do everything: for what a flow needs beforehand, and to look at it after. */
    readonly admin: Administration,
    public console: ConsoleProcess,
    readonly browser: Browser,
    private readonly consoleKey: string,
  ) {}

  get url(): string {
    return this.console.url;
  }

  get issuer(): string {
    return this.admin.instance.issuer;
  }

  static async start(database: DatabaseKind = 'sqlite'): Promise<ConsoleStage> {
    const port = await freePort();
    const consoleKey = randomBytes(32).toString('base64');
    const admin = await Administration.start(database, {
      environment: { CONSOLE_KEY: consoleKey, CONSOLE_URL: `http://localhost:${port}` },
    });
    try {
      const served = await ConsoleProcess.start(port, admin.instance.issuer, consoleKey);
      return new ConsoleStage(admin, served, await launchChromium(), consoleKey);
    } catch (error) {
      await admin.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.console.stop();
    await this.admin.stop();
  }

  /** Ends the console and starts it again at the same address. */
  async restartConsole(more: Readonly<Record<string, string>> = {}): Promise<void> {
    const port = Number(new URL(this.url).port);
    await this.console.stop();
    this.console = await ConsoleProcess.start(port, this.issuer, this.consoleKey, more);
  }

  /** Somebody in a browser context of their own, signed in and at `path`. */
  async signIn(username: Username = 'owner', path = '/overview', options: ContextOptions = {}): Promise<Person> {
    const person = await newPerson(this.browser, { viewport: { width: 1280, height: 900 }, ...options });
    await person.page.goto(`${this.url}${path}`);
    await this.fillInSignIn(person, username);
    return person;
  }

  /** At the issuer's sign-in page: signs in and waits for the console. */
  async fillInSignIn({ page }: Person, username: Username): Promise<void> {
    await page.getByLabel('Username or email').fill(username);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL((url) => url.origin === this.url && !url.pathname.startsWith('/auth/'));
    await page.getByRole('heading', { level: 1 }).first().waitFor();
  }
}
