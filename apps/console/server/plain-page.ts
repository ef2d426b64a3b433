/** The few answers that are whole pages without React: they must work at any moment, with nothing loaded. */
import 'server-only';

/** In the console's own colours. */
const STYLE =
  ':root{color-scheme:light dark;background:light-dark(#f6f7f9,#0d0f14);color:light-dark(#14171f,#eef0f4)}' +
  'body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.25rem}' +
  'h1{font-size:1.5rem;line-height:1.3}a{color:light-dark(#3b48c4,#a9b3ff)}code{font-family:ui-monospace,monospace}';
/** Of the one style above. */
const STYLE_NONCE = 'plain';

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export interface PlainPage {
  readonly status: number;
  readonly title: string;
  /** Paragraphs, as text. */
  readonly text: readonly string[];
  readonly link?: { readonly href: string; readonly text: string };
  /** A path of the console to which the page moves on by itself. */
  readonly moveOn?: string;
  readonly cookies?: readonly string[];
}

export function plainPage({ status, title, text, link, moveOn, cookies = [] }: PlainPage): Response {
  const refresh = moveOn === undefined ? '' : `<meta http-equiv="refresh" content="0; url=${escapeHtml(moveOn)}">`;
  const paragraphs = text.map((line) => `<p>${escapeHtml(line)}</p>`).join('');
  const next = link ? `<p><a href="${escapeHtml(link.href)}">${escapeHtml(link.text)}</a></p>` : '';
  const body =
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${escapeHtml(title)}</title>${refresh}<style nonce="${STYLE_NONCE}">${STYLE}</style></head>` +
    `<body><main><h1>${escapeHtml(title)}</h1>${paragraphs}${next}</main></body></html>`;
  const headers = new Headers({
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${STYLE_NONCE}'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'`,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  for (const line of cookies) headers.append('Set-Cookie', line);
  return new Response(body, { status, headers });
}
