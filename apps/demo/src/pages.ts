/** The demo's pages: plain HTML, no script. */
import type { DemoConfig } from './config';
import type { DemoTokens } from './relying-party';

export interface ApiCall {
  readonly status: number;
  readonly body: string;
}

const STYLES = `
:root { color-scheme: light dark; --ink: light-dark(#16181d, #eceef2); --soft: light-dark(#5b6270, #a3abb9);
  --ground: light-dark(#f6f7f9, #101216); --card: light-dark(#fff, #181b21); --line: light-dark(#e1e4ea, #2b303a);
  --accent: light-dark(#1d5a4c, #7fd1bb); --on-accent: light-dark(#fff, #08221b); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; background: var(--ground); color: var(--ink); }
main { max-width: 46rem; margin: 0 auto; padding: clamp(1.5rem, 6vw, 4rem) 1.25rem; }
h1 { font-size: clamp(1.6rem, 5vw, 2.2rem); letter-spacing: -0.02em; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1rem; margin: 0 0 .75rem; }
p { margin: 0 0 1rem; color: var(--soft); }
section { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.25rem; margin-top: 1.25rem; }
pre { margin: 0; overflow-x: auto; font: 13px/1.6 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.25rem; }
form { display: contents; }
.button { font: inherit; font-weight: 600; padding: .7rem 1.1rem; min-height: 44px; border-radius: 10px; border: 1px solid var(--line);
  background: var(--card); color: var(--ink); text-decoration: none; cursor: pointer; }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLES}</style></head>
<body><main>${body}</main></body></html>`;
}

export function homePage(config: DemoConfig): string {
  return page(
    'Demo relying party',
    `<h1>A demo that signs you in with Gatehouse</h1>
<p>This small site knows nothing but its issuer, <strong>${escape(config.issuer)}</strong>. It sends you there to sign in,
gets tokens for a code, and calls its own protected API with them.</p>
<div class="actions"><a class="button primary" href="/sign-in">Sign in</a></div>`,
  );
}

export function signedInPage(config: DemoConfig, tokens: DemoTokens, call: ApiCall | undefined): string {
  const name = tokens.claims['name'] ?? tokens.claims['preferred_username'] ?? tokens.claims['sub'];
  const result = call
    ? `<section id="result"><h2>The API answered ${call.status}</h2><pre tabindex="0">${escape(call.body)}</pre></section>`
    : '';
  return page(
    'Signed in to the demo',
    `<h1>You are signed in</h1>
<p>As <strong>${escape(String(name))}</strong>, with the scope <strong>${escape(tokens.scope)}</strong>.</p>
<div class="actions">
<form method="post" action="/call"><button class="button primary">Call the protected API</button></form>
<form method="post" action="/refresh"><button class="button">Refresh the tokens</button></form>
<form method="post" action="/sign-out"><button class="button">Sign out</button></form></div>
${result}
<section><h2>What the ID token says</h2><pre tabindex="0">${escape(JSON.stringify(tokens.claims, null, 2))}</pre></section>
<section><h2>The protected API</h2><p>${escape(config.apiIdentifier)}/notes accepts JWT access tokens with the scope
notes:read, and verifies them against the issuer's published keys.</p></section>`,
  );
}

export function failurePage(message: string): string {
  return page(
    'That did not work',
    `<h1>That did not work</h1><p role="alert">${escape(message)}</p>
<div class="actions"><a class="button" href="/">Back to the start</a></div>`,
  );
}
