/**
 * The one revocation engine. An event ends its parent first (a family, a consent, a session, a person's or client's
 * moment, a key), in one transaction with the audit event: from the commit on the one gate (records/standing.ts) refuses
 * everything below it, on every replica. Rows are marked afterwards, for lists and searches. docs/revocation.md.
 */
import type { AuditEvent } from '@gatehouse/audit';
import { newTimeOrderedId } from '../crypto/time-ordered-id';
import type { RevocationStores } from '../ports/revocation-stores';
import type { RevocationReason } from '../records/family';
import type {
  RevocationCause,
  RevocationCounts,
  RevocationEvent,
  RevocationOrigin,
  RevocationRecord,
} from '../records/revocation';
import { descendantsOf } from './descendants';
import { endToken } from './end-token';
import { REVOCATION_TABLE } from './outcomes';
import { revocationAuditEvents } from './revocation-audit';

/**
 * Milliseconds after which no replica still takes a change of a client for undone. A client that is cut off may get
 * tokens from a replica that has not heard yet; so its moment is set that much later and they are dead when they come out.
 */
export const CATALOGUE_SPREAD = 1_000;
const CONSENTS_AT_ONCE = 500;

export interface RevocationOrder {
  readonly event: RevocationEvent;
  /** Epoch milliseconds: read the clock inside the transaction. */
  readonly at: number;
  readonly by: RevocationOrigin;
  readonly cause: RevocationCause;
  /** A sentence for people; null where the cause says it all. */
  readonly reason: string | null;
  /** Of signing keys: the announced key that is to sign from now on, if the revoked one was signing. */
  readonly replacementKeyId?: string;
}

/** What ending the parents did. */
export interface EndedParents {
  /** Rows below are still to be marked by the job. */
  readonly marking: boolean;
  /** Of the event in the ledger and in the table. */
  readonly reason: RevocationReason;
}

export class RevocationEngine {
  /**
   * Carries an event out at once and without a preview: for whoever disables or deletes a client or person, or changes a
   * password. Call it inside the transaction of that change, before rows are removed; with its stores.
   * Events of tokens, of filters and of signing keys go through a preview: see `RevocationDesk`.
   * @returns the record whose receipt can be asked for
   */
  async carryOut(stores: RevocationStores, order: RevocationOrder): Promise<RevocationRecord> {
    const ended = await this.endParents(stores, order);
    const { at, by, event } = order;
    const record: RevocationRecord = {
      id: newTimeOrderedId(at),
      event,
      state: ended.marking ? 'marking' : 'finished',
      createdAt: at,
      createdBy: by.actor,
      expiresAt: null,
      committedAt: at,
      committedBy: by.actor,
      cause: order.cause,
      reason: order.reason,
      counts: null,
      truncated: false,
      cursor: null,
      done: 0,
      finishedAt: ended.marking ? null : at,
    };
    await stores.revocations.insert(record);
    await this.audit(stores, record.id, order, null);
    return record;
  }

  /** Appends what the event is to the audit log, in the transaction of the event. */
  audit(
    stores: Pick<RevocationStores, 'audit'>,
    revocationId: string,
    order: RevocationOrder,
    counts: RevocationCounts | null,
  ): Promise<void> {
    const events: readonly AuditEvent[] = revocationAuditEvents(revocationId, order, counts);
    return stores.audit.append(...events);
  }

  /** Ends what the event is about; filters are the job's. */
  async endParents(stores: RevocationStores, order: RevocationOrder): Promise<EndedParents> {
    const { event, at } = order;
    const { reason } = REVOCATION_TABLE[event.event];
    switch (event.event) {
      case 'token':
        await this.endOne(stores, event.tokenId, at, reason);
        return { marking: false, reason };
      case 'descendants':
        await this.endDescendants(stores, event.tokenId, at, reason);
        return { marking: false, reason };
      case 'family':
        await stores.families.revoke(event.familyId, at, reason);
        return { marking: false, reason };
      case 'consent':
        await stores.consents.revoke(event.consentId, at);
        await stores.families.revokeAllOf({ consentId: event.consentId }, at, reason);
        return { marking: true, reason };
      case 'session':
        await stores.sessions.end(event.sessionId, at, 'ended_by_admin');
        // Those with offline_access too: whoever ends somebody's session means all that came of it.
        await stores.families.revokeAllOf({ sessionId: event.sessionId }, at, reason);
        return { marking: true, reason };
      case 'user_at_client':
        await stores.families.revokeAllOf({ accountId: event.accountId, clientId: event.clientId }, at, reason);
        return { marking: true, reason };
      case 'user':
      case 'password_changed':
      case 'user_disabled':
      case 'user_deleted':
        await endPerson(stores, event, at);
        return { marking: true, reason };
      case 'client':
      case 'client_disabled':
      case 'client_deleted':
      case 'secret_leaked':
        await endClient(stores, event, at);
        return { marking: true, reason };
      case 'signing_key':
        await endKey(stores, event.keyId, order.replacementKeyId, at);
        return { marking: true, reason };
      case 'filter':
        return { marking: false, reason };
    }
  }

  private async endOne(stores: RevocationStores, tokenId: string, at: number, reason: RevocationReason): Promise<void> {
    const found = await stores.tokens.find(tokenId);
    if (found) await endToken(found.token, at, reason, stores);
  }

  /** Until nothing new turns up: a refresh token that was being rotated has a successor by the time its row is ours. */
  private async endDescendants(
    stores: RevocationStores,
    tokenId: string,
    at: number,
    reason: RevocationReason,
  ): Promise<void> {
    const found = await stores.tokens.find(tokenId);
    // Everything in a family descends from its code, and a code that was not used yet has no other brake.
    if (found?.token.kind === 'authorization_code') return this.endOne(stores, tokenId, at, reason);
    for (;;) {
      const rows = await descendantsOf(stores.tokenSets, tokenId, at);
      if (rows.length === 0) return;
      for (const { token } of rows) await stores.tokens.revoke(token.id, at, reason);
    }
  }
}

type Of<Name extends RevocationEvent['event']> = Extract<RevocationEvent, { readonly event: Name }>;

const SESSION_END = {
  user: 'ended_by_admin',
  password_changed: 'password_changed',
  user_disabled: 'account_disabled',
  user_deleted: 'account_deleted',
} as const;

async function endPerson(
  stores: RevocationStores,
  event: Of<'user' | 'password_changed' | 'user_disabled' | 'user_deleted'>,
  at: number,
): Promise<void> {
  await stores.identityAccounts.revokeTokensBefore(event.accountId, at);
  await stores.sessions.endAllOf(event.accountId, at, SESSION_END[event.event]);
  if (event.event !== 'user_deleted') return;
  // A person has few: at most one live consent for each client.
  let after: string | undefined;
  do {
    const page = { limit: CONSENTS_AT_ONCE, ...(after === undefined ? {} : { after }) };
    after = await stores.consents.revokeAllOf({ accountId: event.accountId }, at, page);
  } while (after !== undefined);
}

async function endClient(
  stores: RevocationStores,
  event: Of<'client' | 'client_disabled' | 'client_deleted' | 'secret_leaked'>,
  at: number,
): Promise<void> {
  if (event.event === 'secret_leaked') await stores.clients.removeSecret(event.secretId);
  // Consents to a deleted client are the job's: everybody may have given one. A later client of the same name sees none of
  // them, as they are older than it.
  const until = event.event === 'client' ? at : at + CATALOGUE_SPREAD;
  await stores.clients.revokeTokensBefore(event.clientId, until);
}

async function endKey(
  stores: RevocationStores,
  keyId: string,
  replacementKeyId: string | undefined,
  at: number,
): Promise<void> {
  // First, so that there is never a moment without a key to sign with.
  if (replacementKeyId !== undefined) await stores.signingKeys.advance(replacementKeyId, 'next', 'active', at);
  await stores.signingKeys.revoke(keyId, at);
}
