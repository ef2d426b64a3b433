import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Settings } from '@gatehouse/environment';
import { PASSWORD_BOUNDS, Setup } from '@gatehouse/identity';
import { Clock, Parameters } from '@gatehouse/protocol';
import { queryParameters, readForm } from '../http/body-reader';
import { Log } from '../http/logging/log';
import { requestIdOf } from '../http/request-context';
import { type BrowserSecret, BrowserSecrets } from './browser/browser-secret';
import { FORM_TOKEN, FormGuard } from './browser/form-guard';
import { HostedPageAudience } from './browser/hosted-page.filter';
import { HostedPages } from './browser/hosted-pages';
import { originOf } from './browser/request-origin';
import {
  type OwnerSetupPageProps,
  renderOwnerSetupClosedPage,
  renderOwnerSetupDonePage,
  renderOwnerSetupPage,
  type WaysOn,
} from './pages/owner-setup.page';
import { SetupAttempts } from './setup-attempts';

const PAGE = 'setup';
/** What an operator runs for a new link. */
const COMMAND = 'npm run gatehouse -- setup-code';

/** `GET|POST /setup`: the first owner, behind the one-time code that the server printed. */
@HostedPageAudience()
@Controller('setup')
export class SetupController {
  private readonly attempts = new SetupAttempts();

  constructor(
    private readonly setup: Setup,
    private readonly clock: Clock,
    private readonly secrets: BrowserSecrets,
    private readonly forms: FormGuard,
    private readonly pages: HostedPages,
    private readonly log: Log,
    private readonly settings: Settings,
  ) {}

  @Get()
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const code = new Parameters(queryParameters(request)).get('code') ?? '';
    if (this.mustWait(request, response)) return;
    const standing = await this.setup.setupStands(code, this.clock.now());
    // Without a code nothing was tried; the console asks so whether there is an owner.
    if (standing === 'expired' && code !== '') {
      this.attempts.note(originOf(request).ip, this.clock.now());
      if (this.mustWait(request, response)) return;
    }
    if (standing !== 'open') return this.showClosed(request, response, standing);
    this.showForm(request, response, code, this.secrets.readOrMake(request), {});
  }

  @Post()
  async submit(@Req() request: Request, @Res() response: Response): Promise<void> {
    const parameters = new Parameters(await readForm(request));
    const browser = this.forms.check(PAGE, request, parameters, this.secrets.read(request));
    if (this.mustWait(request, response)) return;
    const entered = (name: string) => parameters.get(name) ?? '';
    const owner = {
      code: entered('code'),
      username: entered('username'),
      email: entered('email'),
      name: entered('display_name'),
      password: entered('password'),
    };
    const values = { username: owner.username, email: owner.email, name: owner.name };
    const again = (problems: OwnerSetupPageProps['problems'], status: number, headers?: string[]) =>
      this.showForm(request, response, owner.code, browser, { values, problems }, status, headers);
    if (owner.password !== entered('password_confirmation')) {
      return again([{ field: 'passwordConfirmation', code: 'different' }], 400);
    }
    const result = await this.setup.completeSetup({ ...owner, ...originOf(request) }, this.clock.now());
    this.log.info({ requestId: requestIdOf(request), ip: originOf(request).ip, outcome: result.outcome }, 'set-up');
    switch (result.outcome) {
      case 'completed':
        return this.showDone(request, response);
      case 'refused': {
        this.attempts.note(originOf(request).ip, this.clock.now());
        const standing = await this.setup.setupStands(owner.code, this.clock.now());
        return this.showClosed(request, response, standing === 'complete' ? 'complete' : 'expired');
      }
      case 'overloaded':
        return again([{ field: 'form', code: 'overloaded' }], 503, ['Retry-After', `${result.retryAfterSeconds}`]);
      case 'invalid':
        return again(result.problems, 400);
    }
  }

  /** After too many wrong codes from one address: says how long, and looks at nothing. */
  private mustWait(request: Request, response: Response): boolean {
    const seconds = this.attempts.waitOf(originOf(request).ip, this.clock.now());
    if (seconds === 0) return false;
    this.pages.send(request, response, {
      status: 429,
      headers: ['Retry-After', `${seconds}`],
      render: (context) => renderOwnerSetupClosedPage({ context, state: 'wait', seconds }),
    });
    return true;
  }

  private showForm(
    request: Request,
    response: Response,
    code: string,
    browser: BrowserSecret,
    entered: Pick<OwnerSetupPageProps, 'values' | 'problems'>,
    status = 200,
    headers: readonly string[] = [],
  ): void {
    const form = { action: '/setup', hidden: { code, [FORM_TOKEN]: this.forms.token(PAGE, browser) } };
    this.pages.send(request, response, {
      status,
      headers,
      cookies: browser.cookies,
      render: (context) => renderOwnerSetupPage({ context, form, passwordBounds: PASSWORD_BOUNDS, ...entered }),
    });
  }

  private showDone(request: Request, response: Response): void {
    this.pages.send(request, response, {
      render: (context) => renderOwnerSetupDonePage({ context, ...this.waysOn() }),
    });
  }

  private waysOn(): WaysOn {
    const { url, key } = this.settings.console;
    // Without its key, nobody could sign in there.
    return { signIn: '/login', console: url === undefined || key === undefined ? undefined : `${url}/setup` };
  }

  private showClosed(request: Request, response: Response, standing: 'complete' | 'expired'): void {
    this.pages.send(request, response, {
      // Once there is an owner, set-up is not there any more; before, only this code is gone. The console tells by it.
      status: standing === 'complete' ? 404 : 410,
      render: (context) =>
        standing === 'complete'
          ? renderOwnerSetupClosedPage({ context, state: 'used', ...this.waysOn() })
          : renderOwnerSetupClosedPage({ context, state: 'expired', command: COMMAND }),
    });
  }
}
