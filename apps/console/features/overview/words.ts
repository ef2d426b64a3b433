/** Figures in words and numbers, as people read them. */

const NUMBER = new Intl.NumberFormat('en-GB');
const PERCENT = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 0 });

export function count(value: number): string {
  return NUMBER.format(value);
}

export interface Delta {
  readonly direction: 'up' | 'down' | 'same';
  readonly text: string;
}

/** How a total compares with the one of the range before. */
export function deltaOf(total: number, before: number): Delta {
  const difference = total - before;
  if (difference === 0) return { direction: 'same', text: total === 0 ? 'none before either' : 'as before' };
  const direction = difference > 0 ? 'up' : 'down';
  const change = `${count(Math.abs(difference))} ${difference > 0 ? 'more' : 'fewer'}`;
  return {
    direction,
    text: before === 0 ? `${change}, none before` : `${change} (${PERCENT.format(Math.abs(difference) / before)})`,
  };
}

/** The name of an hour or a day on an axis. */
export function bucketName(at: number, step: 'hour' | 'day', zone: 'local' | 'utc', long = false): string {
  // Days are those of UTC, whatever clock the reader lives by.
  const timeZone = zone === 'utc' || step === 'day' ? { timeZone: 'UTC' } : {};
  const day = { day: 'numeric', month: 'short' } as const;
  const hour = { hour: '2-digit', minute: '2-digit' } as const;
  const shape = step === 'day' ? day : long ? { ...day, ...hour } : hour;
  return new Intl.DateTimeFormat('en-GB', { ...shape, ...timeZone }).format(at);
}

const GRANT_TYPES: Readonly<Record<string, string>> = {
  authorization_code: 'Authorization code',
  refresh_token: 'Refresh token',
  client_credentials: 'Client credentials',
  'urn:ietf:params:oauth:grant-type:device_code': 'Device code',
  'urn:ietf:params:oauth:grant-type:token-exchange': 'Token exchange',
};

export function grantTypeName(grantType: string): string {
  return Object.hasOwn(GRANT_TYPES, grantType) ? (GRANT_TYPES[grantType] ?? grantType) : grantType;
}

const REASONS: Readonly<Record<string, string>> = {
  'sign_in.credentials': 'Wrong user name or password',
  'sign_in.locked': 'Locked after too many attempts',
  'redirect_uri.unregistered': 'Redirect URI is not registered',
  'redirect_uri.expired': 'Redirect URI has expired',
  'redirect_uri.missing': 'No redirect URI',
  'client.unknown': 'Unknown client',
  'client.secret': 'Wrong client secret',
  'client.disabled': 'Client is disabled',
  'account.disabled': 'Account is disabled',
  'pkce.missing': 'No PKCE challenge',
  'pkce.verifier': 'Wrong PKCE verifier',
  'scope.nothing': 'No scope that the client may have',
  'code.form': 'Not an authorization code',
  'refresh_token.form': 'Not a refresh token',
  suppressed: 'Beyond the limit of the log',
};

/** A reason in words; the id of the check where there are none. */
export function reasonName(reason: string): string {
  return Object.hasOwn(REASONS, reason) ? (REASONS[reason] ?? reason) : reason;
}
