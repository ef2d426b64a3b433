/** The admin API as commands see it: signed in as a machine client, typed, problems as errors. */
import createClient, { type Client } from 'openapi-fetch';
import { ADMIN_RESOURCE, type AdminApiPaths } from '@gatehouse/contracts';
import type { AdminAccess } from '@gatehouse/environment';
import { adminAccess, EnvironmentError } from '../config';
import { AdminProblem, type ProblemBody } from './admin-problem';

export type AdminClient = Client<AdminApiPaths>;

/** What a request of openapi-fetch comes to. */
interface Sent<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

export interface Answered<Data> {
  readonly data: Data;
  /** For `If-Match`. */
  readonly etag: string;
  readonly status: number;
}

/** What the audit log and the ledger show of us. */
const PROGRAM = 'gatehouse-cli';
const PATIENCE = 60_000;
/** Milliseconds before its end at which a token is not used any more. */
const MARGIN = 30_000;

/** Lists in queries: `state=active,expired`. */
const COMMAS = { array: { style: 'form', explode: false } } as const;

export class AdminApi {
  private readonly client: AdminClient;
  private token: { readonly value: string; readonly until: number } | undefined;

  /** @param access must have credentials */
  private constructor(private readonly access: Required<AdminAccess>) {
    this.client = createClient<AdminApiPaths>({ baseUrl: access.url, redirect: 'error', querySerializer: COMMAS });
    this.client.use({
      onRequest: async ({ request }) => {
        request.headers.set('authorization', `Bearer ${await this.accessToken()}`);
        request.headers.set('user-agent', PROGRAM);
      },
    });
  }

  /** @throws EnvironmentError that says how to get credentials */
  static connect(): AdminApi {
    const access = adminAccess();
    if (access.credentials) return new AdminApi({ ...access });
    throw new EnvironmentError([
      `This command asks the admin API of ${access.url} and has no credentials for it.`,
      'Set GATEHOUSE_CLIENT_ID and GATEHOUSE_CLIENT_SECRET, or let the machine that holds the database make them:',
      '  gatehouse operator create --save',
    ]);
  }

  get url(): string {
    return this.access.url;
  }

  /** Sends a request. @throws AdminProblem for what the server refuses, Error when it cannot be reached */
  async call<Data>(send: (client: AdminClient) => Promise<Sent<Data>>): Promise<Answered<Data>> {
    const { data, error, response } = await this.reached(() => send(this.client));
    if (!response.ok) throw new AdminProblem(response.status, (error ?? {}) as ProblemBody);
    return { data: data as Data, etag: response.headers.get('etag') ?? '', status: response.status };
  }

  /** The answer alone. */
  async ask<Data>(send: (client: AdminClient) => Promise<Sent<Data>>): Promise<Data> {
    return (await this.call(send)).data;
  }

  /** A response to be read as it arrives, such as an export. @param path with its query */
  async stream(path: string, accept: string, more: Readonly<Record<string, string>> = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${await this.accessToken()}`, accept, 'user-agent': PROGRAM, ...more };
    const response = await this.reached(() => fetch(`${this.access.url}${path}`, { headers, redirect: 'error' }));
    if (response.ok) return response;
    throw new AdminProblem(response.status, (await response.json().catch(() => ({}))) as ProblemBody);
  }

  /** RFC 6749 §4.4 with RFC 8707 §2.2; the same token until shortly before its end. */
  private async accessToken(): Promise<string> {
    if (this.token && this.token.until > Date.now()) return this.token.value;
    const { clientId, clientSecret } = this.access.credentials ?? { clientId: '', clientSecret: '' };
    const pair = [clientId, clientSecret].map(formEncoded).join(':');
    const response = await this.reached(() =>
      fetch(`${this.access.url}/oauth/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}`, 'user-agent': PROGRAM },
        body: new URLSearchParams({ grant_type: 'client_credentials', resource: ADMIN_RESOURCE }),
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE),
      }),
    );
    const body = (await response.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
    const { access_token: value, expires_in: seconds } = body;
    if (!response.ok || typeof value !== 'string') {
      const reason = [body['error'], body['error_description']].filter((part) => typeof part === 'string').join(': ');
      throw new Error(
        `${this.access.url} does not accept GATEHOUSE_CLIENT_ID and GATEHOUSE_CLIENT_SECRET ` +
          `(${reason || `status ${response.status}`}). Make new ones with: gatehouse operator create`,
      );
    }
    const lifetime = typeof seconds === 'number' ? seconds * 1000 : 0;
    this.token = { value, until: Date.now() + lifetime - MARGIN };
    return value;
  }

  private async reached<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      const { name, message } = error as Error;
      if (!/^(fetch failed|terminated)$/.test(message) && name !== 'TimeoutError') throw error;
      const cause = (error as { cause?: { code?: string; message?: string } }).cause;
      const reason = cause?.code ?? cause?.message ?? message;
      throw new Error(
        `${this.access.url} cannot be reached (${reason}). Is the server running, and is GATEHOUSE_URL its address?`,
        { cause: error },
      );
    }
  }
}

/** RFC 6749 §2.3.1: application/x-www-form-urlencoded. */
function formEncoded(text: string): string {
  return new URLSearchParams({ x: text }).toString().slice('x='.length);
}

const PLAIN_ID = /^[A-Za-z0-9_-][A-Za-z0-9_.:@-]*$/;

/** An id as a segment of a path; those that a proxy might read differently are encoded, as the server's `self` links are. */
export function pathId(id: string): string {
  return PLAIN_ID.test(id) ? id : `~${Buffer.from(id).toString('base64url')}`;
}
