/** What of a browser the hosted pages rely on: cookies with SameSite=Lax, plain forms, where a request comes from. */
import { type IncomingHttpHeaders, request } from 'node:http';
import type { TestApplication } from './test-application';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly location: string;
  /** Where the page moves on to by itself, with scripts or without; empty when it stays. */
  readonly movesOnTo: string;
}

export type Fields = Readonly<Record<string, string | undefined>>;
export type Site = 'same-origin' | 'cross-site' | 'none';

export class TestBrowser {
  readonly cookies = new Map<string, string>();
  /** The page that is open. */
  page = '';

  constructor(private readonly application: TestApplication) {}

  /** Opens an address; a link of another site brings Lax cookies along. */
  async open(
    path: string,
    { headers = {}, method = 'GET' }: { headers?: Record<string, string>; method?: string } = {},
  ) {
    return this.send(method, path, undefined, { 'sec-fetch-site': 'none', ...headers }, true);
  }

  /** Follows redirects as long as they stay here. Answers the last one. */
  async follow(first: Answer): Promise<Answer> {
    let answer = first;
    for (let hops = 0; answer.location.startsWith('/'); hops++) {
      if (hops === 10) throw new Error(`redirected in circles: ${answer.location}`);
      answer = await this.open(answer.location);
    }
    return answer;
  }

  /** Sends a form. A form of another site brings no Lax cookies. An empty header is left out. */
  async post(path: string, fields: Fields, site: Site = 'same-origin', headers: Record<string, string> = {}) {
    const pairs = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
    const body = new URLSearchParams(pairs).toString();
    return this.send('POST', path, body, { 'sec-fetch-site': site, origin: 'null', ...headers }, site !== 'cross-site');
  }

  /** Presses a button of the page that is open: sends the form that has it, filled in with `fields`. */
  press(action: string, fields: Fields = {}): Promise<Answer> {
    const forms = [...this.page.matchAll(/<form method="post" action="([^"]*)"[^>]*>(.*?)<\/form>/gs)];
    const found = forms.find(([form]) => form.includes(`name="action" value="${action}"`));
    if (found === undefined) throw new Error(`there is no button ${action} on the page ${this.title}`);
    return this.post(unescape(found[1] ?? ''), { ...hiddenFields(found[2] ?? ''), ...fields, action });
  }

  get title(): string {
    return /<title>(.*?)<\/title>/s.exec(this.page)?.[1] ?? '';
  }

  /** Hidden fields of the first form. */
  get hidden(): Record<string, string> {
    return hiddenFields(/<form.*?<\/form>/s.exec(this.page)?.[0] ?? '');
  }

  private send(
    method: string,
    path: string,
    body: string | undefined,
    headers: Record<string, string>,
    withCookies: boolean,
  ) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const all = {
      ...(withCookies && cookie !== '' ? { cookie } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      ...Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== '')),
    };
    return new Promise<Answer>((resolve, reject) => {
      const sent = request(
        { port: this.application.port, host: '127.0.0.1', method, path, headers: all },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.on('end', () => {
            this.keep(response.headers['set-cookie'] ?? []);
            if (response.headers['content-type']?.startsWith('text/html')) this.page = text;
            const { statusCode: status = 0, headers: received } = response;
            const refresh = /<meta http-equiv="refresh" content="0; url=([^"]*)"/.exec(text)?.[1] ?? '';
            const movesOnTo = unescape(refresh);
            resolve({ status, headers: received, body: text, location: received.location ?? '', movesOnTo });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  private keep(cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/Max-Age=0/.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

function hiddenFields(form: string): Record<string, string> {
  const inputs = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name, value]) => [unescape(name ?? ''), unescape(value ?? '')]));
}

function unescape(text: string): string {
  return text
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
