/** What can be wrong with where this installation runs, and what to do about it, in words. Pure. */
import type { HealthReport } from '@gatehouse/contracts';
import type { EnvironmentCheck } from '../ui/first-steps';

/** What answered at the issuer's discovery document, if anything did. */
export type IssuerProbe =
  | { readonly kind: 'silent'; readonly code: string }
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly location: string | null;
      /** `issuer` of the document; undefined when it is none. */
      readonly issuer: string | undefined;
      /** Milliseconds by which the clock there is ahead of ours; undefined when it did not tell the time. */
      readonly ahead: number | undefined;
    };

/** Headers of a request as it arrived at the console, behind whatever stands in front of it. */
export interface ArrivedHeaders {
  readonly host: string | null;
  readonly forwardedHost: string | null;
  readonly forwardedProto: string | null;
}

const good = (id: string, title: string, text: string): EnvironmentCheck => ({ id, level: 'good', title, text });
const fault = (level: 'doubt' | 'bad', id: string, title: string, text: string, fix: string): EnvironmentCheck => ({
  id,
  level,
  title,
  text,
  fix,
});

const SILENCE: readonly (readonly [RegExp, string, string])[] = [
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'Its name is not known to DNS.', 'Correct the name in ISSUER_URL, or add it to DNS.'],
  [
    /^ECONNREFUSED$/,
    'Nothing listens at that address.',
    'Start the API, or set ISSUER_URL to the address at which browsers reach it, for the API and the console.',
  ],
  [
    /^(ERR_SSL_WRONG_VERSION_NUMBER|EPROTO|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/,
    'It was asked in TLS and answered in something else.',
    'Let the proxy serve TLS at that port, or correct the port in ISSUER_URL.',
  ],
  [
    /CERT|SIGNATURE|SELF_SIGNED|ALTNAME/,
    'Its certificate is not one that the console trusts.',
    'Renew the certificate for exactly this name. For an authority of your own, start the console with NODE_EXTRA_CA_CERTS.',
  ],
];

/** Whether the API answers at its public address, and calls itself by it. OpenID Connect Discovery §4.3. */
export function judgeIssuer(issuerUrl: string, probe: IssuerProbe): EnvironmentCheck {
  const bad = (title: string, text: string, fix: string) => fault('bad', 'issuer', title, text, fix);
  if (probe.kind === 'silent') {
    const [, why, fix] = SILENCE.find(([codes]) => codes.test(probe.code)) ?? [
      undefined,
      'It did not answer in time, or broke off.',
      'Look whether the API runs, and whether the console may reach that address through your network.',
    ];
    return bad('The API does not answer at its public address', `The console asked ${issuerUrl}. ${why}`, fix);
  }
  const { status, location, issuer } = probe;
  if (location !== null) {
    return bad(
      'The public address of the API leads elsewhere',
      `${issuerUrl} answers with a redirect to ${location}.`,
      'Set ISSUER_URL to the address at the end of the redirect, for the API and the console, and start both again.',
    );
  }
  if (issuer === undefined) {
    return bad(
      'Something else answers at the public address of the API',
      `${issuerUrl}/.well-known/openid-configuration answered ${status}, without a discovery document.`,
      'Let the proxy pass every path of this address to the API, without changing it.',
    );
  }
  if (issuer === issuerUrl) {
    return good(
      'issuer',
      'The API answers at its public address',
      `It calls itself ${issuer}, byte for byte as it should.`,
    );
  }
  const text = `The console was told ${issuerUrl}. The API that answers there calls itself ${issuer}. They have to be equal byte for byte: as they stand, nobody can sign in.`;
  return bad('The API calls itself by another address', text, fixOfMismatch(issuerUrl, issuer));
}

function fixOfMismatch(expected: string, found: string): string {
  const start = `Start the API with ISSUER_URL=${expected}.`;
  if (found.replace(/\/+$/, '') === expected) return `${start} The slash at the end makes them two addresses.`;
  const [wanted, other] = [urlOf(expected), urlOf(found)];
  if (wanted && other && wanted.protocol !== other.protocol && wanted.host === other.host) {
    return `${start} The proxy ends TLS before the API: let it send the header X-Forwarded-Proto: ${wanted.protocol.slice(0, -1)}, and set TRUST_PROXY=1 for the API. It never guesses its address from a request.`;
  }
  return `${start} If browsers use ${found} instead, start the console with that one. Let the proxy pass the headers Host and X-Forwarded-Proto on as they came.`;
}

/** Whether both are reached over TLS, or on this machine alone. */
export function judgeTransport(issuerUrl: string, consoleUrl: string): EnvironmentCheck {
  const plain = [issuerUrl, consoleUrl].filter((url) => url.startsWith('http:'));
  if (plain.length === 0)
    return good('tls', 'Connections are encrypted', 'The API and the console are reached over https.');
  const open = plain.filter((url) => !isLoopback(urlOf(url)?.hostname ?? ''));
  if (open.length === 0) {
    return good(
      'tls',
      'Connections stay on this machine',
      'Plain http is fine at a loopback address. Before anybody else signs in, put a proxy with TLS in front.',
    );
  }
  return fault(
    'bad',
    'tls',
    'Passwords would travel in the clear',
    `${open.join(' and ')} can be read by everybody on the way.`,
    'Put a proxy with TLS in front, and set ISSUER_URL and CONSOLE_URL to the https addresses.',
  );
}

/** Whether requests arrive at the console as browsers sent them. RFC 7239 §1 tells where these headers come from. */
export function judgeProxy(
  consoleUrl: string,
  { host, forwardedHost, forwardedProto }: ArrivedHeaders,
): EnvironmentCheck {
  const own = urlOf(consoleUrl);
  const scheme = own?.protocol.slice(0, -1) ?? '';
  const arrivedHost = (forwardedHost ?? host ?? '').split(',')[0]?.trim() ?? '';
  const proto = forwardedProto?.split(',')[0]?.trim().toLowerCase();
  if (proto === 'https' && scheme === 'http') {
    return fault(
      'bad',
      'proxy',
      'Browsers use https, but CONSOLE_URL says http',
      `The proxy sends X-Forwarded-Proto: https, and the console was told ${consoleUrl}. Its cookies are made without Secure, and sign-ins come back to the wrong address.`,
      `Set CONSOLE_URL=https://${arrivedHost} for the API and the console, and start both again.`,
    );
  }
  if (arrivedHost !== own?.host) {
    return fault(
      'doubt',
      'proxy',
      'The console is reached under another name',
      `Requests arrive for ${arrivedHost || 'no host'}; CONSOLE_URL is ${consoleUrl}. Sign-ins lead back to CONSOLE_URL.`,
      'Open the console at CONSOLE_URL. Behind a proxy, let it pass the header Host on as it came (nginx: proxy_set_header Host $host).',
    );
  }
  if (scheme === 'https' && proto !== 'https') {
    const found = proto === undefined ? 'X-Forwarded-Proto is missing' : `X-Forwarded-Proto says ${proto}`;
    return fault(
      'doubt',
      'proxy',
      'The proxy does not say that browsers use https',
      `${found}. The console takes its addresses from CONSOLE_URL, but whatever else looks at these requests takes them for http.`,
      'Let the proxy send the header X-Forwarded-Proto: https (nginx: proxy_set_header X-Forwarded-Proto $scheme).',
    );
  }
  return good('proxy', 'Requests arrive as they were sent', `Host and scheme are those of ${consoleUrl}.`);
}

/** Seconds of skew that are noticed, and that break things: lifetimes of codes and proofs are counted in seconds. */
const NOTICED = 5;
const BREAKING = 30;

/** @param ahead milliseconds; `Date` has whole seconds, so one of them says nothing */
export function judgeClock(ahead: number | undefined): EnvironmentCheck {
  if (ahead === undefined) {
    return fault(
      'doubt',
      'clock',
      'The clocks could not be compared',
      'The answer of the API had no Date header.',
      'Let the proxy pass the header Date on.',
    );
  }
  const seconds = Math.round(Math.abs(ahead) / 1000);
  if (seconds <= NOTICED) return good('clock', 'The clocks agree', 'API and console tell the same time.');
  return fault(
    seconds > BREAKING ? 'bad' : 'doubt',
    'clock',
    'The clocks differ',
    `The API is ${seconds} seconds ${ahead > 0 ? 'ahead of' : 'behind'} the console. Codes and proofs live for a minute or less.`,
    'Let both machines take their time from the same NTP servers.',
  );
}

/** What the session's cookie is like; it has arrived, or nobody would read this. */
export function judgeCookies(consoleUrl: string): EnvironmentCheck {
  return consoleUrl.startsWith('https:')
    ? good(
        'cookies',
        'The session cookie arrives, and only here',
        'It is Secure, HttpOnly, SameSite=Strict and bound to this host.',
      )
    : good(
        'cookies',
        'The session cookie arrives',
        'It is HttpOnly and SameSite=Strict. Over https it is Secure and bound to this host as well.',
      );
}

/** @param report of `GET /health/ready`; undefined when something else answered */
export function judgeReadiness(report: HealthReport | undefined): EnvironmentCheck {
  if (!report) {
    return fault(
      'doubt',
      'readiness',
      'The state of the API could not be read',
      'GET /health/ready did not answer as the API does.',
      'Let the proxy pass /health/ready to the API, at least for the console and your monitoring.',
    );
  }
  const failing = Object.entries(report.checks).flatMap(([name, state]) => (state === 'failing' ? [name] : []));
  if (report.status === 'ready') {
    const names = Object.keys(report.checks).map((name) => name.replaceAll('_', ' '));
    return good('readiness', 'The API takes requests', `It checked: ${names.join(', ')}.`);
  }
  return fault(
    'bad',
    'readiness',
    'The API is not ready',
    `Failing: ${failing.join(', ') || 'it is starting or stopping'}.`,
    'The log of the API says why, in the lines of the failing check.',
  );
}

/** @param ip of the reader's own sign-in, as the API saw it; null when it is not known */
export function judgeAddresses(issuerUrl: string, ip: string | null): EnvironmentCheck[] {
  if (ip === null) return [];
  if (!isLoopback(ip) || isLoopback(urlOf(issuerUrl)?.hostname ?? '')) {
    return [good('addresses', 'The API sees where people come from', `Your sign-in came from ${ip}.`)];
  }
  return [
    fault(
      'doubt',
      'addresses',
      'Everybody seems to come from this machine',
      `Your sign-in came from ${ip}: that is the proxy. Limits by address then count everybody together.`,
      'Let the proxy send the header X-Forwarded-For, and start the API with TRUST_PROXY=1.',
    ),
  ];
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || host === '::1' || /^127\./.test(host)
  );
}
