/** The relying party of a certification suite: no client library, so that what is asserted is what was on the wire. */
import { randomBytes } from 'node:crypto';
import { type Landing, UserAgent } from '../../support/user-agent';
import { CALLBACK, PERSON, type RegisteredClient } from './certified-configuration';

export type DeliveryMode = 'query' | 'form_post';

/** An authorization response as the callback receives it. */
export interface Callback {
  readonly mode: DeliveryMode;
  /** The redirect URI as it was called. */
  readonly url: URL;
  /** Of the query, or of the posted form. */
  readonly parameters: URLSearchParams;
  /** Paths of our pages on which a person had to act on the way. */
  readonly pages: readonly string[];
}

/** A page at which the browser stayed. */
export interface Stay {
  readonly page: Landing;
  readonly pages: readonly string[];
}

export interface JsonAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A random text of `length` characters, such as the 128 of a suite's state. */
export function randomText(length: number): string {
  return randomBytes(length).toString('base64url').slice(0, length);
}

export interface Metadata extends Readonly<Record<string, unknown>> {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly userinfo_endpoint: string;
  readonly end_session_endpoint: string;
  readonly jwks_uri: string;
}

export class RelyingParty {
  private constructor(
    readonly client: RegisteredClient,
    readonly metadata: Metadata,
    private readonly mode: DeliveryMode,
  ) {}

  /** Reads the discovery document. */
  static async discover(issuer: string, client: RegisteredClient, mode: DeliveryMode = 'query'): Promise<RelyingParty> {
    const response = await fetch(`${issuer}/.well-known/openid-configuration`);
    return new RelyingParty(client, (await response.json()) as Metadata, mode);
  }

  as(client: RegisteredClient): RelyingParty {
    return new RelyingParty(client, this.metadata, this.mode);
  }

  browser(): UserAgent {
    return new UserAgent(this.metadata.issuer);
  }

  /** An authorization request with a fresh state and nonce; undefined leaves a parameter out. */
  request(changes: Readonly<Record<string, string | undefined>> = {}): URLSearchParams {
    const all = {
      client_id: this.client.clientId,
      redirect_uri: CALLBACK,
      scope: 'openid',
      state: randomText(10),
      nonce: randomText(10),
      response_type: 'code',
      ...(this.mode === 'form_post' ? { response_mode: 'form_post' } : {}),
      ...changes,
    };
    const sent = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
    return new URLSearchParams(sent);
  }

  /** Sends the browser to the authorization endpoint and acts for the person until the callback is called. */
  async authorize(browser: UserAgent, request: URLSearchParams, method: 'GET' | 'POST' = 'GET'): Promise<Callback> {
    const arrived = await this.follow(browser, request, method);
    if ('page' in arrived) throw new Error(`Stayed at ${arrived.page.url.pathname} with ${arrived.page.status}`);
    return arrived;
  }

  /** The same, for requests that may end at a page. */
  async follow(browser: UserAgent, request: URLSearchParams, method: 'GET' | 'POST' = 'GET'): Promise<Callback | Stay> {
    const endpoint = this.metadata.authorization_endpoint;
    const first =
      method === 'GET'
        ? browser.open(`${endpoint}?${request.toString()}`)
        : browser.open(endpoint, { method, body: request });
    return this.actFor(browser, await first);
  }

  /** Signs in and allows, as far as pages ask for it. */
  async actFor(browser: UserAgent, landing: Landing): Promise<Callback | Stay> {
    const pages: string[] = [];
    let page = landing;
    for (;;) {
      if (page.url.origin !== new URL(this.metadata.issuer).origin) {
        return { mode: 'query', url: page.url, parameters: page.url.searchParams, pages };
      }
      const posted = postedBy(page);
      if (posted) return { mode: 'form_post', pages, ...posted };
      if (page.status !== 200 || pages.length === 4) return { page, pages };
      pages.push(page.url.pathname);
      if (page.url.pathname === '/login') page = await browser.submit(page, { ...PERSON, action: 'login' });
      else if (page.url.pathname === '/consent') page = await browser.submit(page, { action: 'allow' });
      else return { page, pages };
    }
  }

  /** Posts a form to the token endpoint as this client. */
  async token(fields: Readonly<Record<string, string>>): Promise<JsonAnswer> {
    const { clientId, secret, method } = this.client;
    const body = new URLSearchParams(fields);
    const headers = new Headers({ accept: 'application/json' });
    if (method === 'client_secret_basic') {
      headers.set('authorization', `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`);
    } else {
      body.set('client_id', clientId);
      body.set('client_secret', secret);
    }
    return readJson(await fetch(this.metadata.token_endpoint, { method: 'POST', headers, body }));
  }

  exchange({ parameters }: Callback, more: Readonly<Record<string, string>> = {}): Promise<JsonAnswer> {
    const code = parameters.get('code') ?? '';
    return this.token({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...more });
  }

  async userinfo(accessToken: unknown, how: 'get' | 'post-header' | 'post-body' = 'get'): Promise<JsonAnswer> {
    const { userinfo_endpoint: endpoint } = this.metadata;
    const token = String(accessToken);
    if (how === 'post-body') {
      return readJson(await fetch(endpoint, { method: 'POST', body: new URLSearchParams({ access_token: token }) }));
    }
    const headers = { authorization: `Bearer ${token}` };
    return readJson(await fetch(endpoint, { method: how === 'get' ? 'GET' : 'POST', headers }));
  }
}

async function readJson(response: Response): Promise<JsonAnswer> {
  return { status: response.status, headers: response.headers, body: (await response.json()) as JsonAnswer['body'] };
}

/** The form that a page sends by itself, as a browser would that lets it: its policy must allow script and target. */
function postedBy({ body, headers, status }: Landing): Pick<Callback, 'url' | 'parameters'> | undefined {
  const [form, action] = /<form method="post" action="(https:[^"]+)">[\s\S]*?<\/form>/.exec(body) ?? [];
  if (form === undefined || action === undefined || status !== 200) return undefined;
  const url = new URL(text(action));
  const policy = headers.get('content-security-policy') ?? '';
  const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1];
  // A classic script behind the form: HtmlUnit runs nothing else.
  const script = new RegExp(`<script nonce="${nonce?.replace(/[+/]/g, '\\$&')}">([^<]*)</script>`).exec(
    body.slice(body.indexOf(form) + form.length),
  )?.[1];
  if (script === undefined || !/submit\(\)/.test(script)) throw new Error('the page does not send its form by itself');
  if (policy.includes('form-action')) throw new Error(`form-action would stop what the client does next: ${policy}`);
  const parameters = new URLSearchParams();
  for (const [input] of form.matchAll(/<input\b[^>]*>/g)) {
    const name = /\sname="([^"]*)"/.exec(input)?.[1] ?? '';
    parameters.append(text(name), text(/\svalue="([^"]*)"/.exec(input)?.[1] ?? ''));
  }
  return { url, parameters };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function text(html: string): string {
  return html.replace(/&(amp|lt|gt|quot|#39);/g, (_match, entity: string) => ENTITIES[entity] ?? '');
}
