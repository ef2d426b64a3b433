/** A small user agent: keeps cookies, follows redirects by hand and fills in the forms of the hosted pages. */

export interface Landing {
  /** Where the browser stands: the final page, or the first address outside the issuer. */
  readonly url: URL;
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;
}

interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

const MAXIMUM_REDIRECTS = 12;

export class UserAgent {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly issuer: string) {}

  /** Opens an address and follows redirects until a page, or until the browser would leave the issuer. */
  async open(url: string | URL, init: RequestInit = {}): Promise<Landing> {
    let target = new URL(url, this.issuer);
    let request = init;
    for (let step = 0; step < MAXIMUM_REDIRECTS; step++) {
      const response = await fetch(target, { ...request, redirect: 'manual', headers: this.headersFor(request) });
      this.keepCookies(response);
      const location = response.headers.get('location') ?? (await movesOnTo(response));
      if (location === null)
        return { url: target, status: response.status, body: await response.text(), headers: response.headers };
      target = new URL(location, target);
      if (target.origin !== new URL(this.issuer).origin) {
        return { url: target, status: response.status, body: '', headers: response.headers };
      }
      request = {};
    }
    throw new Error(`More than ${MAXIMUM_REDIRECTS} redirects, last to ${target.pathname}.`);
  }

  /** Sends the form of a page with some fields filled in. */
  async submit(page: Landing, fields: Readonly<Record<string, string>>): Promise<Landing> {
    const form = formOf(page.body, fields['action'] ?? '');
    const body = new URLSearchParams({ ...form.fields, ...fields });
    return this.open(new URL(form.action, page.url), { method: 'POST', body });
  }

  /** Signs in and allows, as far as pages ask for it; ends at the client's redirect URI. */
  async authorize(url: string | URL, username: string, password: string): Promise<Landing> {
    let landing = await this.open(url);
    for (let page = 0; page < 4 && landing.url.origin === new URL(this.issuer).origin; page++) {
      if (landing.url.pathname === '/login') {
        landing = await this.submit(landing, { username, password, action: 'login' });
      } else if (landing.url.pathname === '/consent') {
        landing = await this.submit(landing, { action: 'allow' });
      } else break;
    }
    if (landing.url.origin === new URL(this.issuer).origin) {
      const heading = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(landing.body)?.[1] ?? landing.body.slice(0, 400);
      throw new Error(`Still at ${landing.url.pathname}, status ${landing.status}: ${heading}`);
    }
    return landing;
  }

  cookie(name: string): string | undefined {
    return this.cookies.get(name);
  }

  private headersFor(init: RequestInit): Headers {
    const headers = new Headers(init.headers);
    headers.set('accept', 'text/html');
    if (this.cookies.size > 0) {
      headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    }
    if (init.method === 'POST') headers.set('origin', new URL(this.issuer).origin);
    return headers;
  }

  private keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const end = pair.indexOf('=');
      const name = pair.slice(0, end);
      if (/;\s*max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, pair.slice(end + 1));
    }
  }
}

/** The POST form with a button of that action, and its hidden fields. */
function formOf(html: string, action: string): Form {
  const forms = html.match(/<form\b[^>]*method="post"[^>]*>[\s\S]*?<\/form>/gi) ?? [];
  const form = forms.find((candidate) => candidate.includes(`value="${action}"`));
  if (form === undefined) throw new Error(`There is no form for "${action}" on this page: ${html.slice(0, 400)}`);
  const fields: Record<string, string> = {};
  for (const [input] of form.matchAll(/<input\b[^>]*>/gi)) {
    const name = attribute(input, 'name');
    if (name !== undefined && attribute(input, 'type') === 'hidden') fields[name] = attribute(input, 'value') ?? '';
  }
  return { action: attribute(/<form\b[^>]*>/i.exec(form)?.[0] ?? '', 'action') ?? '', fields };
}

/** The address that a page moves on to by itself, or null when it stays. */
async function movesOnTo(response: Response): Promise<string | null> {
  const tag = /<meta http-equiv="refresh"[^>]*>/.exec(await response.clone().text())?.[0];
  return tag === undefined ? null : (attribute(tag, 'content')?.replace('0; url=', '') ?? null);
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1];
  return value?.replace(/&(amp|lt|gt|quot|#39);/g, (_match, entity: string) => ENTITIES[entity] ?? '');
}
