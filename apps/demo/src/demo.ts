/** Routes of the demo: four pages' worth of relying party, and one protected API that knows what has been revoked. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { AccessTokenError, answerRefusal, createAccessTokenVerifier } from '@gatehouse/resource-server';
import type { DemoConfig } from './config';
import { failurePage, homePage, signedInPage, type ApiCall } from './pages';
import { RelyingParty, type DemoTokens, type PendingSignIn } from './relying-party';

const COOKIE = 'gatehouse_demo';
const MAXIMUM_SESSIONS = 1000;

interface DemoSession {
  pending?: PendingSignIn;
  tokens?: DemoTokens;
  call?: ApiCall;
  /** Told once, on the next page. */
  notice?: string;
}

type Route = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void;

/** A request listener for `node:http`; sessions live in memory and end with the process. */
export function createDemo(config: DemoConfig): RequestListener {
  const relyingParty = new RelyingParty(config);
  const verifier = createAccessTokenVerifier({ issuer: config.issuer, audience: config.apiIdentifier });
  const sessions = new Map<string, DemoSession>();

  function sessionOf(request: IncomingMessage): DemoSession | undefined {
    const id = new RegExp(`(?:^|; )${COOKIE}=([A-Za-z0-9_-]+)`).exec(request.headers.cookie ?? '')?.[1];
    return id === undefined ? undefined : sessions.get(id);
  }

  function newSession(response: ServerResponse, session: DemoSession): void {
    const id = randomBytes(32).toString('base64url');
    const oldest = sessions.keys().next();
    if (sessions.size >= MAXIMUM_SESSIONS && !oldest.done) sessions.delete(oldest.value);
    sessions.set(id, session);
    response.setHeader('Set-Cookie', `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Lax`);
  }

  const routes: Record<string, Route> = {
    'GET /': (request, response) => {
      const session = sessionOf(request);
      if (!session?.tokens) return html(response, homePage(config));
      const { tokens, call, notice } = session;
      delete session.notice;
      html(response, signedInPage(config, { tokens, call, notice }));
    },
    'GET /sign-in': async (_request, response) => {
      const { url, pending } = await relyingParty.begin();
      newSession(response, { pending });
      redirect(response, url.href);
    },
    'GET /callback': async (request, response, url) => {
      const pending = sessionOf(request)?.pending;
      if (!pending) return html(response, failurePage('This sign-in was not started in this browser.'), 400);
      const tokens = await relyingParty.complete(url, pending);
      newSession(response, { tokens });
      redirect(response, '/');
    },
    'POST /call': async (request, response) => {
      const session = sessionOf(request);
      if (session?.tokens) session.call = await callApi(config, session.tokens.accessToken);
      redirect(response, '/');
    },
    'POST /refresh': async (request, response) => {
      const session = sessionOf(request);
      if (session?.tokens) {
        session.tokens = await relyingParty.refresh(session.tokens);
        session.notice = 'The tokens were refreshed: the access token is a new one.';
        delete session.call;
      }
      redirect(response, '/');
    },
    'POST /revoke': async (request, response) => {
      const session = sessionOf(request);
      if (session?.tokens) {
        await relyingParty.revokeAccessToken(session.tokens);
        session.notice = 'The access token was revoked: within two seconds the API refuses it.';
        delete session.call;
      }
      redirect(response, '/');
    },
    'POST /sign-out': async (request, response) => {
      const session = sessionOf(request);
      const target = session?.tokens ? (await relyingParty.endSessionUrl(session.tokens)).href : '/';
      if (session) {
        delete session.tokens;
        delete session.call;
      }
      redirect(response, target);
    },
    'GET /api/notes': async (request, response) => {
      const token = await verifier.verify(request.headers.authorization, ['notes:read']);
      json(response, 200, { notes: [`Hello ${token.subject}, this note is protected.`], scope: token.scope });
    },
  };

  return (request, response) => {
    const url = addressOf(request, config);
    const route = url && routes[`${request.method} ${url.pathname}`];
    if (!route) return html(response, failurePage('There is no such page.'), 404);
    if (request.method === 'POST' && (request.headers.origin ?? config.url) !== config.url) {
      return html(response, failurePage('This request came from another site.'), 403);
    }
    const answer = async () => route(request, response, url);
    answer().catch((error: unknown) => fail(response, url, error));
  };
}

/** Undefined for a target that is no path. It is appended, not resolved: `//host/` would name another host. */
function addressOf(request: IncomingMessage, config: DemoConfig): URL | undefined {
  const target = request.url ?? '/';
  return target.startsWith('/') && URL.canParse(config.url + target) ? new URL(config.url + target) : undefined;
}

async function callApi(config: DemoConfig, accessToken: string): Promise<ApiCall> {
  const response = await fetch(`${config.apiIdentifier}/notes`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  return { status: response.status, body: await response.text() };
}

function fail(response: ServerResponse, url: URL, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  if (error instanceof AccessTokenError) {
    return answerRefusal(response, error);
  }
  const failure =
    url.searchParams.get('error') ?? (error instanceof Error && 'error' in error ? error.error : undefined);
  if (failure === 'access_denied')
    return html(response, failurePage('You did not allow it, so nothing was done.'), 403);
  if (failure === 'invalid_grant') {
    return html(response, failurePage('The issuer does not accept this any more. Sign in again.'), 401);
  }
  const reason = typeof failure === 'string' ? failure : error instanceof Error ? error.message : 'unknown';
  html(response, failurePage(`The issuer did not do what was asked: ${reason}`), 502);
}

function html(response: ServerResponse, body: string, status = 200): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'",
    'X-Content-Type-Options': 'nosniff',
    // Without any referrer, browsers would say "null" for the origin of our own forms (Fetch §3.2).
    'Referrer-Policy': 'same-origin',
  });
  response.end(body);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { Location: location, 'Cache-Control': 'no-store' }).end();
}
