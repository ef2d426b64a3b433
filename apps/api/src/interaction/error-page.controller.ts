import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { readReference } from '../http/references';
import { HostedPageAudience } from './browser/hosted-page.filter';
import { HostedPages } from './browser/hosted-pages';
import { PageRefusal } from './browser/page-refusal';
import { Interactions } from './interactions';
import { renderErrorPage } from './pages/error.page';

/** `GET /error/{reference}`: the same calm page for every reference; what is behind it only an admin can look up. */
@HostedPageAudience()
@Controller('error')
export class ErrorPageController {
  constructor(
    private readonly pages: HostedPages,
    private readonly interactions: Interactions,
  ) {}

  @Get(':reference')
  show(@Param('reference') typed: string, @Req() request: Request, @Res() response: Response): void {
    const reference = readReference(typed);
    if (reference === undefined) throw new PageRefusal('page-not-found', { check: 'reference.malformed' });
    const at = this.interactions.now();
    this.pages.send(request, response, {
      render: (context) => renderErrorPage({ context, kind: 'request-refused', reference, at }),
    });
  }
}
