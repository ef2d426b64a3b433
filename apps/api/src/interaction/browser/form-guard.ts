/**
 * Whether a form was sent by a person from our own page in this browser: what the browser says of where it comes from,
 * and a token that only our page had. OWASP CSRF Prevention Cheat Sheet; D-10.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { Parameters, type ProtocolContext } from '@gatehouse/protocol';
import { PROTOCOL_CONTEXT } from '../../wiring/tokens';
import type { BrowserSecret } from './browser-secret';
import { PageRefusal } from './page-refusal';

/** Name of the hidden field. */
export const FORM_TOKEN = 'csrf';

@Injectable()
export class FormGuard {
  constructor(@Inject(PROTOCOL_CONTEXT) private readonly context: ProtocolContext) {}

  /** The token for a form of one page. @param page short name of the page, such as `sign-in` */
  token(page: string, browser: BrowserSecret): string {
    const key = this.context.keys.secretKey('form');
    return createHmac('sha256', key).update(`${page} ${browser.digest}`).digest('base64url');
  }

  /** @throws PageRefusal (403) unless the form comes from our page in this browser */
  check(
    page: string,
    request: IncomingMessage,
    parameters: Parameters,
    browser: BrowserSecret | undefined,
  ): BrowserSecret {
    if (!isSameOrigin(request, this.context.options.issuer)) {
      throw new PageRefusal('form-refused', { check: 'form.origin' });
    }
    if (browser === undefined) throw new PageRefusal('cookies-blocked', { check: 'form.no_cookie' });
    const sent = Buffer.from(parameters.get(FORM_TOKEN) ?? '');
    const expected = Buffer.from(this.token(page, browser));
    if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) {
      throw new PageRefusal('form-refused', { check: 'form.token' });
    }
    return browser;
  }
}

/**
 * Browsers say where a request comes from in `Sec-Fetch-Site`. Those that do not know it send `Origin`, which is `null`
 * for our own forms too, because our pages send no referrer (Fetch §3.2): the token then decides alone.
 */
function isSameOrigin(request: IncomingMessage, issuer: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = request.headers;
  return origin === 'null' || (origin !== undefined && origin === new URL(issuer).origin);
}
