/**
 * Every way a page can end in an error, with the HTTP status it is answered with. The words are in
 * `messages/`, one entry per kind, held complete by the type of the messages.
 */
export const errorCatalogue = {
  'unknown-client': { status: 400 },
  'disabled-client': { status: 400 },
  'redirect-uri-missing': { status: 400 },
  'redirect-uri-mismatch': { status: 400 },
  'request-refused': { status: 400 },
  'malformed-request': { status: 400 },
  'request-expired': { status: 400 },
  'page-expired': { status: 400 },
  'other-browser': { status: 400 },
  'cookies-blocked': { status: 400 },
  'clock-wrong': { status: 400 },
  'sign-out-return-refused': { status: 400 },
  'form-refused': { status: 403 },
  'account-disabled': { status: 403 },
  'not-permitted': { status: 403 },
  'page-not-found': { status: 404 },
  'method-not-allowed': { status: 405 },
  'link-used': { status: 410 },
  'link-expired': { status: 410 },
  'request-too-large': { status: 413 },
  'too-many-requests': { status: 429 },
  'server-error': { status: 500 },
  unavailable: { status: 503 },
} as const satisfies Record<string, { readonly status: number }>;

export type ErrorKind = keyof typeof errorCatalogue;

export const errorKinds = Object.keys(errorCatalogue) as readonly ErrorKind[];
