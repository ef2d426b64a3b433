/** Records with sensible values; each maker takes what the test cares about and fills in the rest. */
import { createHash } from 'node:crypto';
import type { IdentityAccount } from '../src/records/account';
import type { SessionRecord } from '../src/records/session';

/** Where test clocks start: epoch milliseconds. The protocol's fixtures start at the same time. */
export const IDENTITY_START = Date.UTC(2026, 0, 15, 12);
export const IDENTITY_ACCOUNT_ID = '019b4000-0000-7000-8000-00000000acc0';
export const IDENTITY_SESSION_ID = '019b4000-0000-7000-8000-000000005e55';

/** An ordinary person without a password. */
export function identityAccount(overrides: Partial<IdentityAccount> = {}): IdentityAccount {
  return {
    id: IDENTITY_ACCOUNT_ID,
    username: 'ada',
    email: 'ada@example.test',
    emailVerified: true,
    passwordHash: null,
    roles: [],
    claims: { name: 'Ada Example' },
    disabledAt: null,
    tokensRevokedBefore: null,
    passwordChangedAt: null,
    signInClearedAt: null,
    createdAt: IDENTITY_START,
    updatedAt: IDENTITY_START,
    ...overrides,
  };
}

/** A browser in which that person signed in with a password a minute ago. */
export function session(overrides: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id: IDENTITY_SESSION_ID,
    digest: createHash('sha256').update('session').digest(),
    accountId: IDENTITY_ACCOUNT_ID,
    authTime: IDENTITY_START - 60_000,
    acr: 'urn:gatehouse:1fa',
    amr: ['pwd'],
    createdAt: IDENTITY_START - 60_000,
    lastSeenAt: IDENTITY_START - 60_000,
    expiresAt: IDENTITY_START + 86_400_000,
    endedAt: null,
    endReason: null,
    ip: '192.0.2.1',
    userAgent: 'test',
    ...overrides,
  };
}
