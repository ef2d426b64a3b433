/** The demo's pages: plain HTML, no script. */
import type { DemoConfig } from './config';
import type { DemoTokens } from './relying-party';

export interface ApiCall {
  readonly status: number;
  readonly body: string;
}

export interface SignedInView {
  readonly tokens: DemoTokens;
  /** The last call of the protected API. */
  readonly call?: ApiCall | undefined;
  readonly notice?: string | undefined;
}

const STYLES = `
:root { color-scheme: light dark; --ink: light-dark(#16181d, #eceef2); --soft: light-dark(#565d6b, #a9b1bf);
  --ground: light-dark(#f4f6f5, #0f1312); --card: light-dark(#fff, #171c1b); --line: light-dark(#dde3e1, #2a3331);
  --accent: light-dark(#1d5a4c, #7fd1bb); --on-accent: light-dark(#fff, #08221b); --edge: light-dark(#7d8985, #6d7a76);
  --tint: light-dark(#e6f1ee, #17302a); --well: light-dark(#f6f8f7, #111615); --bad: light-dark(#a8261c, #ff9d92); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; background: var(--ground); color: var(--ink); }
.top { border-bottom: 1px solid var(--line); background: var(--card); }
.top p { display: flex; align-items: center; gap: .6rem; max-width: 44rem; margin: 0 auto; padding: .9rem 1.25rem; color: var(--ink); font-weight: 600; }
.top svg { color: var(--accent); flex: none; }
.top span { margin-inline-start: auto; color: var(--soft); font-weight: 400; font-size: .875rem; }
main { max-width: 44rem; margin: 0 auto; padding: clamp(1.75rem, 6vw, 3.5rem) 1.25rem 4rem; }
h1 { font-size: clamp(1.6rem, 5vw, 2.1rem); letter-spacing: -0.02em; line-height: 1.2; margin: 0 0 .5rem; text-wrap: balance; }
h2 { font-size: 1rem; margin: 0 0 .75rem; }
p { margin: 0; color: var(--soft); text-wrap: pretty; }
strong { color: var(--ink); font-weight: 600; overflow-wrap: anywhere; }
code { font: .875em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; color: var(--ink); }
section { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.25rem; margin-top: 1.25rem; }
section > p + p, section > pre + p { margin-top: .75rem; }
pre { margin: 0; padding: .9rem 1rem; border-radius: 10px; background: var(--well); border: 1px solid var(--line);
  font: 13px/1.6 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; }
form { display: contents; }
.button { display: inline-flex; align-items: center; justify-content: center; font: inherit; font-weight: 600; padding: .6rem 1.15rem;
  min-height: 44px; border-radius: 10px; border: 1px solid var(--edge); background: var(--card); color: var(--ink); text-decoration: none; cursor: pointer; }
.button:hover { border-color: var(--accent); }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.primary:hover { filter: brightness(1.1); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.notice { margin-top: 1.25rem; padding: .8rem 1rem; border-radius: 10px; background: var(--tint); color: var(--ink); }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .6rem 1.5rem; margin: 0; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.steps { margin: 0; padding-inline-start: 1.25rem; color: var(--soft); }
.steps li + li { margin-top: .35rem; }
.status { display: inline-block; padding: 0 .55rem; border-radius: 99px; background: var(--tint); color: var(--accent); }
.status.bad { background: none; border: 1px solid currentColor; color: var(--bad); }
@media (max-width: 30rem) {
  .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd + dt { margin-top: .75rem; }
  .actions .button { flex: 1 1 100%; }
}
`;

const LETTER = `<svg width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" aria-hidden="true"><path d="M5 3h10l4 4v14H5z"/><path d="M9 12h6M9 16h6" stroke-linecap="round"/></svg>`;

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><style>${STYLES}</style></head>
<body><header class="top"><p>${LETTER}Demo notes <span>a client of Gatehouse</span></p></header><main>${body}</main></body></html>`;
}

export function homePage(config: DemoConfig): string {
  return page(
    'Demo notes',
    `<h1>A demo that signs you in with Gatehouse</h1>
<p>This small site knows nothing but its issuer, <strong>${escape(config.issuer)}</strong>.</p>
<div class="actions"><a class="button primary" href="/sign-in">Sign in</a></div>
<section><h2>What will happen</h2><ol class="steps"><li>The issuer asks who you are, and whether this demo may know.</li>
<li>You come back with a code, and the demo changes it for tokens.</li>
<li>You can call the demo’s protected API with them, refresh or revoke them, and sign out.</li></ol></section>`,
  );
}

export function signedInPage(config: DemoConfig, { tokens, call, notice }: SignedInView): string {
  const { claims, person, expiresAt } = tokens;
  const name = text(person['name']) ?? text(person['preferred_username']) ?? text(claims['sub']) ?? 'somebody';
  const authTime = claims['auth_time'];
  const facts = [
    ['Name', name],
    ['Email', text(person['email'])],
    ['Signed in', typeof authTime === 'number' ? clock(authTime * 1000) : undefined],
    ['Scope', tokens.scope],
    ['Access token until', expiresAt === undefined ? undefined : clock(expiresAt)],
    ['Refresh token', tokens.refreshToken === undefined ? 'none' : 'yes, a new one with each refresh'],
  ].flatMap(([term, value]) => (value === undefined ? [] : [`<dt>${term}</dt><dd>${escape(value ?? '')}</dd>`]));
  const refresh =
    tokens.refreshToken === undefined
      ? ''
      : '<form method="post" action="/refresh"><button class="button">Refresh the tokens</button></form>';
  return page(
    'Signed in to the demo',
    `<h1>You are signed in</h1>
<p>Welcome, <strong>${escape(name)}</strong>. The demo keeps your tokens on its server.</p>
${notice === undefined ? '' : `<p class="notice" role="status">${escape(notice)}</p>`}
<div class="actions">
<form method="post" action="/call"><button class="button primary">Call the protected API</button></form>
${refresh}
<form method="post" action="/revoke"><button class="button">Revoke the access token</button></form>
<form method="post" action="/sign-out"><button class="button">Sign out</button></form></div>
${call === undefined ? '' : callSection(call)}
<section><h2>Who you are here</h2><dl class="facts">${facts.join('')}</dl></section>
<section><h2>What the ID token says</h2><pre>${escape(JSON.stringify(claims, null, 2))}</pre></section>
<section><h2>The protected API</h2><p><code>${escape(config.apiIdentifier)}/notes</code> accepts JWT access tokens with the
scope <code>notes:read</code>, verifies them against the issuer’s published keys, and follows its revocation list. Revoke the
access token, here or at the issuer, and call the API again: it answers 401.</p></section>`,
  );
}

function callSection({ status, body }: ApiCall): string {
  const look = status < 400 ? 'status' : 'status bad';
  return `<section id="result"><h2>The API answered <span class="${look}">${status}</span></h2><pre>${escape(indented(body))}</pre></section>`;
}

export function failurePage(message: string): string {
  return page(
    'That did not work',
    `<h1>That did not work</h1><p role="alert">${escape(message)}</p>
<div class="actions"><a class="button primary" href="/sign-in">Sign in</a><a class="button" href="/">Back to the start</a></div>`,
  );
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Time of day in UTC, which is what tokens count in. */
function clock(time: number): string {
  return `${new Date(time).toISOString().slice(11, 19)} UTC`;
}

function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
