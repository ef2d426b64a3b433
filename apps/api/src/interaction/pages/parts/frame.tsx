import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { fillText } from '../messages/fill';
import type { PageContext } from '../page-context';
import { stylesheet } from '../stylesheet';
import { ForeignText, MachineText, readable } from './foreign-text';
import { GateIcon } from './icons';

const FAVICON =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 24 24%22%3E%3Cpath fill=%22%234453d6%22 fill-rule=%22evenodd%22 d=%22M12 2a9 9 0 0 0-9 9v11h18V11a9 9 0 0 0-9-9Zm0 5a4 4 0 0 1 4 4v11H8V11a4 4 0 0 1 4-4Z%22/%3E%3Ccircle cx=%2212%22 cy=%2214.5%22 r=%221.75%22 fill=%22%234453d6%22/%3E%3C/svg%3E';

export interface Frame {
  readonly context: PageContext;
  /** Plain words for the browser's tab; the page's own `h1` is among the children. */
  readonly title: string;
  readonly children: ComponentChildren;
  /** One of the constants of `scripts.ts`. */
  readonly script?: string | undefined;
  /** Consent and set-up have more to say and get a wider card. */
  readonly wide?: boolean;
  /** Address to move on to at once, validated by the caller. */
  readonly refreshTo?: string | undefined;
}

/** Draws a whole document: the issuer on top, the page's card below it. */
export function renderFrame({ context, title, children, script, wide = false, refreshTo }: Frame): string {
  const { issuer, locale, nonce } = context;
  const pageTitle = fillText(locale.messages.frame.title, { page: title, issuer: readable(issuer.name) });
  return `<!doctype html>${renderToString(
    <html lang={locale.tag} dir={locale.direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        {refreshTo === undefined ? null : <meta http-equiv="refresh" content={`0; url=${refreshTo}`} />}
        <title>{pageTitle}</title>
        <link rel="icon" href={FAVICON} />
        <link rel="stylesheet" href={stylesheet.path} />
      </head>
      <body>
        <div class={wide ? 'page wide' : 'page'}>
          <header class="issuer">
            <GateIcon />
            <p>
              <span class="visually-hidden">{`${locale.messages.frame.issuedBy}: `}</span>
              <ForeignText text={issuer.name} strong />
              <span class="domain">
                <MachineText text={new URL(issuer.url).host} />
              </span>
            </p>
          </header>
          <main class="card">{children}</main>
        </div>
        {script === undefined || nonce === undefined ? null : (
          <script nonce={nonce} dangerouslySetInnerHTML={{ __html: script }} />
        )}
      </body>
    </html>,
  )}`;
}
