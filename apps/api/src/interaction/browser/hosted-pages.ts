/** Sends the pages that people see: language, policy, nonce and headers are decided here, the words in `pages/`. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { Settings } from '@gatehouse/environment';
import { sendPage, sendRedirect } from '../../http/answers';
import { SECURITY_HEADERS } from '../../http/http.module';
import type { SecurityHeaders } from '../../http/security-headers';
import { contentSecurityPolicy } from '../pages/content-security-policy';
import { chooseLocale } from '../pages/messages/locales';
import type { PageContext } from '../pages/page-context';
import { renderContinuePage } from '../pages/returning.page';

export interface HostedPage {
  /** Default 200. */
  readonly status?: number;
  readonly render: (context: PageContext) => string;
  /** Default `self`: see `PagePolicy`. */
  readonly forms?: 'self' | 'anywhere';
  /** `Set-Cookie` values. */
  readonly cookies?: readonly string[];
  /** `ui_locales` of the request. */
  readonly uiLocales?: readonly string[];
  /** Further headers, name after name and value. */
  readonly headers?: readonly string[];
}

@Injectable()
export class HostedPages {
  constructor(
    private readonly settings: Settings,
    @Inject(SECURITY_HEADERS) private readonly headers: SecurityHeaders,
  ) {}

  send(request: IncomingMessage, response: ServerResponse, page: HostedPage): void {
    const { html, policy } = this.render(request, page);
    const base = this.headers.page(policy, request.url);
    const headers = [...base, ...cookieHeaders(page.cookies), ...(page.headers ?? [])];
    sendPage(response, page.status ?? 200, html, headers);
  }

  /** 303: a form's content is never posted on. @param location a path of ours, or a validated URI */
  redirect(response: ServerResponse, location: string, cookies: readonly string[] = []): void {
    sendRedirect(response, location, [...this.headers.bare, ...cookieHeaders(cookies)]);
  }

  /**
   * Sends the browser on to a client after a form of ours. A page instead of a redirect: Chromium would judge the
   * redirect, and every further one at the client's, by the `form-action` of the page with the form, and stop silently.
   * @param location a validated URI with its response parameters
   */
  continueTo(
    request: IncomingMessage,
    response: ServerResponse,
    location: string,
    more: { readonly clientName?: string | undefined; readonly cookies?: readonly string[] } = {},
  ): void {
    const { clientName, cookies = [] } = more;
    this.send(request, response, {
      cookies,
      render: (context) => renderContinuePage({ context, location, clientName }),
    });
  }

  /** The page and the policy that must go with it. */
  render(request: IncomingMessage, page: HostedPage): { readonly html: string; readonly policy: string } {
    const nonce = randomBytes(16).toString('base64');
    const uiLocales = page.uiLocales?.join(' ');
    const locale = chooseLocale({ uiLocales, acceptLanguage: request.headers['accept-language'] });
    const issuer = { name: 'Gatehouse', url: this.settings.issuer.url };
    const html = page.render({ issuer, locale, nonce });
    return { html, policy: contentSecurityPolicy({ nonce, forms: page.forms }) };
  }
}

function cookieHeaders(cookies: readonly string[] = []): string[] {
  return cookies.flatMap((cookie) => ['Set-Cookie', cookie]);
}
