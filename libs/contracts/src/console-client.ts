/** The admin console as an OAuth client of the server that it administers: what both sides have to agree on. */
import { ADMIN_SCOPE_NAMES } from './admin-scopes';

export const CONSOLE_CLIENT_ID = 'gatehouse-console';

/** The environment variable with the seed of the console's client key: 32 bytes in base64, the same for both sides. */
export const CONSOLE_KEY_VARIABLE = 'CONSOLE_KEY';

/** Where the console takes its authorization codes, below its own URL. */
export const CONSOLE_CALLBACK_PATH = '/auth/callback';

/** Where a person arrives after signing out, below the console's own URL. */
export const CONSOLE_SIGNED_OUT_PATH = '/auth/signed-out';

/**
 * What the console asks for: who the person is, and everything that the admin API knows. A person is given of it what
 * their roles hold.
 */
export const CONSOLE_SCOPE = ['openid', 'profile', 'email', ...ADMIN_SCOPE_NAMES].join(' ');
