/** The endpoints of the issuer, as any client would call them. What is shown of a call names its secrets and tokens only. */
import 'server-only';
import type { JSONWebKeySet } from 'jose';
import { consoleEnvironment } from '../env';
import type { ExchangeView } from './run-view';

const PATIENCE = 15_000;

/** OpenID Connect Discovery §3, as far as a run needs it. */
export interface IssuerMetadata {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly userinfo_endpoint: string;
  readonly introspection_endpoint: string;
  readonly revocation_endpoint: string;
  readonly end_session_endpoint: string;
  readonly jwks_uri: string;
}

/** @throws TypeError when the issuer does not answer */
export async function readMetadata(): Promise<IssuerMetadata> {
  return (await readJson(`${consoleEnvironment().issuerUrl}/.well-known/openid-configuration`)) as IssuerMetadata;
}

/** @throws TypeError when the issuer does not answer */
export async function readKeys({ jwks_uri: uri }: IssuerMetadata): Promise<JSONWebKeySet> {
  return (await readJson(uri)) as JSONWebKeySet;
}

async function readJson(url: string): Promise<unknown> {
  const response = await fetch(url, { cache: 'no-store', redirect: 'error', signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new TypeError(`${url} answered ${response.status}`);
  return response.json();
}

/** In the order of the wire. */
export type Fields = readonly (readonly [name: string, value: string])[];

export interface Call {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Left out, it is a GET. */
  readonly fields?: Fields;
  /** How the call is shown: a secret stands as `$NAME`. */
  readonly shown: { readonly headers: readonly string[]; readonly fields?: Fields };
}

export interface Answered {
  readonly exchange: ExchangeView;
  readonly ok: boolean;
  /** With the tokens in it. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** @throws TypeError when the issuer does not answer */
export async function send({ url, headers = {}, fields, shown }: Call): Promise<Answered> {
  const response = await fetch(url, {
    headers,
    redirect: 'manual',
    cache: 'no-store',
    signal: AbortSignal.timeout(PATIENCE),
    ...(fields === undefined ? {} : { method: 'POST', body: new URLSearchParams(fields.map(([...pair]) => pair)) }),
  });
  const text = await response.text();
  const body = readObject(text);
  const ok = response.status >= 200 && response.status < 400;
  const exchange: ExchangeView = {
    curl: curlOf(url, shown),
    status: response.status,
    reference: ok ? null : response.headers.get('x-request-id'),
    answer: body ?? null,
    error: ok ? null : errorOf(response, body),
  };
  return { exchange, ok, body: body ?? {} };
}

function errorOf(response: Response, body: Readonly<Record<string, unknown>> | undefined): ExchangeView['error'] {
  const text = (name: string) => (typeof body?.[name] === 'string' ? body[name] : undefined);
  // RFC 6750 §3: a protected resource says why in a header.
  const challenge = /error="([^"]+)"(?:.*error_description="([^"]+)")?/.exec(
    response.headers.get('www-authenticate') ?? '',
  );
  const code = text('error') ?? challenge?.[1] ?? (body ? `status ${response.status}` : 'an error page');
  return { code, description: text('error_description') ?? challenge?.[2] ?? null };
}

function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function curlOf(url: string, { headers, fields }: Call['shown']): string {
  const parts = [
    `curl ${quoted(url)}`,
    ...headers,
    ...(fields ?? []).map(([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`),
  ];
  return parts.join(' \\\n  ');
}

/** In double quotes, so that the shell fills in `$NAMES` and nothing else. */
function quoted(text: string): string {
  return `"${text.replace(/["\\`]/g, '\\$&').replace(/\$(?![A-Z_]+$)/g, '\\$')}"`;
}
