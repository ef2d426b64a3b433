import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Settings } from '@gatehouse/environment';
import { sendPage } from '../http/answers';
import { SECURITY_HEADERS } from '../http/http.module';
import type { SecurityHeaders } from '../http/security-headers';
import { Inject } from '@nestjs/common';
import { HostedPageAudience } from './browser/hosted-page.filter';
import { HostedPages } from './browser/hosted-pages';
import { PageRefusal } from './browser/page-refusal';
import { renderHomePage } from './pages/home.page';
import { stylesheet } from './pages/stylesheet';

/** `/` of the issuer, and the style sheet of its pages. */
@HostedPageAudience()
@Controller()
export class HomeController {
  constructor(
    private readonly pages: HostedPages,
    private readonly settings: Settings,
    @Inject(SECURITY_HEADERS) private readonly headers: SecurityHeaders,
  ) {}

  @Get()
  home(@Req() request: Request, @Res() response: Response): void {
    this.pages.send(request, response, {
      render: (context) =>
        renderHomePage({
          context,
          console: this.settings.console.url,
          metadata: '/.well-known/openid-configuration',
        }),
    });
  }

  /** Named by its content: a page of another build that asks for another name gets a 404, never these bytes. */
  @Get('assets/:file')
  asset(@Param('file') file: string, @Res() response: Response): void {
    if (`/assets/${file}` !== stylesheet.path) throw new PageRefusal('page-not-found', { check: 'asset.unknown' });
    sendPage(response, 200, stylesheet.body, this.headers.immutable('text/css; charset=utf-8'));
  }
}
