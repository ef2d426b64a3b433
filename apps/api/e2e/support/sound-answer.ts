/** What holds for every answer of the API, whatever was asked. */
import type { RawAnswer } from './raw-http';

/** What no answer may say about our inside: SEC-H12. */
const INSIDE = [
  /\n\s*at .+:[0-9]+:[0-9]+/,
  /node_modules|\/dist\/apps|\.[cm]?[jt]s:[0-9]+/,
  /\b[A-Za-z]*(?:Error|Exception): /,
  /\b(?:SQLITE|ER|ERR|HPE)_[A-Z_]+/,
  /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\s+\S+\s/,
  /\b(?:typeorm|better-sqlite3|mysql2|nestjs|express|undefined|\[object Object\])\b/i,
];

/** RFC 6749 §5.2. */
const DESCRIPTION = /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/;

/** Every fault of an answer, in words; none for a sound one. @param path of the request, without query */
export function faultsOf(answer: RawAnswer, path: string): string[] {
  const { status, headers, body } = answer;
  const faults: string[] = [];
  const fault = (condition: boolean, words: string) => void (condition && faults.push(words));
  fault(!(status >= 200 && status < 500), `status ${status}`);
  fault([300, 301, 307, 308].includes(status), `a redirect with ${status}`);
  fault(headers.has('location') !== (status >= 300 && status < 400), `status ${status} and Location disagree`);
  fault(headers.get('x-content-type-options') !== 'nosniff', 'may be sniffed');
  fault(!headers.has('x-request-id'), 'has no reference');
  for (const name of ['x-powered-by', 'server', 'etag', 'access-control-allow-credentials']) {
    fault(headers.has(name), `has ${name}`);
  }
  for (const pattern of INSIDE) fault(pattern.test(body), `says ${pattern.exec(body)?.[0] ?? ''}`);
  const type = headers.get('content-type')?.split(';')[0];
  const isPublic = status === 200 && (path.startsWith('/.well-known/') || path.startsWith('/assets/'));
  const cache = headers.get('cache-control') ?? '';
  fault(isPublic ? !cache.startsWith('public') : cache !== 'no-store', `Cache-Control is ${cache}`);
  fault(body !== '' && type === undefined, 'has no content type');
  if (type === 'text/html') faults.push(...faultsOfPage(answer, path));
  if (type?.endsWith('json') && status >= 400) faults.push(...faultsOfError(answer));
  for (const cookie of headers.getSetCookie()) {
    fault(!/; HttpOnly(;|$)/.test(cookie) || !/; SameSite=Lax(;|$)/.test(cookie), `a loose cookie: ${cookie}`);
    fault(
      !/; Path=\/(;|$)/.test(cookie) || /domain=/i.test(cookie) || cookie.length > 4096,
      `a wide cookie: ${cookie}`,
    );
  }
  return faults;
}

/** Pages that a relying party may have opened in a popup. The target may be in absolute form. */
const IN_POPUP = /^(?:https?:\/\/[^/]+)?\/(?:oauth\/authorize|login|consent)(?:\/|$)/i;

function faultsOfPage({ headers, body }: RawAnswer, path: string): string[] {
  const opener = IN_POPUP.test(path) ? 'unsafe-none' : 'same-origin';
  const policy = headers.get('content-security-policy') ?? '';
  return [
    ...["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"].filter((part) => !policy.includes(part)),
    ...(policy.includes('unsafe') ? ['unsafe policy'] : []),
    ...(headers.get('x-frame-options') === 'DENY' ? [] : ['no X-Frame-Options']),
    ...(headers.get('referrer-policy') === 'no-referrer' ? [] : ['Referrer-Policy']),
    ...(headers.get('cross-origin-opener-policy') === opener ? [] : ['Cross-Origin-Opener-Policy']),
    ...(/^<!doctype html>/i.test(body) || body === '' ? [] : ['no doctype']),
  ];
}

/** RFC 6749 §5.2 for clients; RFC 9457 has a `reference` instead. */
function faultsOfError({ headers, body }: RawAnswer): string[] {
  if (headers.get('content-type')?.includes('problem')) return body.includes('"reference"') ? [] : ['no reference'];
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(body) as Record<string, unknown>;
  } catch {
    return body === '' ? [] : ['not JSON'];
  }
  const { error, error_description: description, ...others } = value;
  return [
    ...(typeof error === 'string' && /^[a-z_]+$/.test(error) ? [] : [`error ${String(error)}`]),
    ...(typeof description === 'string' && DESCRIPTION.test(description) ? [] : [`description ${String(description)}`]),
    ...Object.keys(others).map((name) => `member ${name}`),
    ...(headers.get('pragma') === 'no-cache' ? [] : ['no Pragma']),
  ];
}

/** Fails unless the answer is sound. */
export function expectSound(answer: RawAnswer, path: string): void {
  expect({ faults: faultsOf(answer, path), status: answer.status }).toEqual({ faults: [], status: answer.status });
}
