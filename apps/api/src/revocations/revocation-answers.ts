/** Revocations in the words of the admin API, and back. */
import type { RevocationCounts, RevocationEvent, RevocationMember, RevocationRecord } from '@gatehouse/protocol';
import type { AuditActor } from '@gatehouse/audit';
import { selfOf } from '../http/admin/path-ids';
import { problem } from '../http/admin/problems';
import type {
  PreviewRevocationBody,
  RevocationAbout,
  RevocationActorAnswer,
  RevocationAnswer,
  RevocationCountsAnswer,
  RevocationMemberAnswer,
} from './revocations.dto';

type Needed = Exclude<keyof RevocationAbout, 'filter'>;

const NEEDED: Readonly<Record<RevocationEvent['event'], readonly (keyof RevocationAbout)[]>> = {
  token: ['token_id'],
  descendants: ['token_id'],
  family: ['family_id'],
  consent: ['consent_id'],
  session: ['session_id'],
  user: ['user_id'],
  client: ['client_id'],
  user_at_client: ['user_id', 'client_id'],
  signing_key: ['key_id'],
  filter: ['filter'],
  password_changed: ['user_id'],
  user_disabled: ['user_id'],
  user_deleted: ['user_id'],
  client_disabled: ['client_id'],
  client_deleted: ['client_id'],
  secret_leaked: ['client_id', 'secret_id'],
};

const NAMES = {
  token_id: 'tokenId',
  family_id: 'familyId',
  consent_id: 'consentId',
  session_id: 'sessionId',
  user_id: 'accountId',
  client_id: 'clientId',
  secret_id: 'secretId',
  key_id: 'keyId',
} as const satisfies Readonly<Record<Needed, string>>;

/** @throws Problem `validation_failed` unless the body has exactly what its event is about */
export function eventOf({ event, ...about }: PreviewRevocationBody): RevocationEvent {
  const needed = NEEDED[event];
  const given = (Object.keys(about) as (keyof RevocationAbout)[]).filter((name) => about[name] !== undefined);
  const errors = [
    ...needed.filter((name) => !given.includes(name)).map((name) => wrong(name, `${name} is needed for ${event}`)),
    ...given.filter((name) => !needed.includes(name)).map((name) => wrong(name, `${event} is not about ${name}`)),
  ];
  if (errors.length > 0) throw problem('validation_failed', { errors });
  const named = needed.map((name) => [name === 'filter' ? name : NAMES[name], about[name]]);
  // Exactly the members of this event, each of which was just seen to be there.
  return { event, ...Object.fromEntries(named) } as RevocationEvent;
}

const wrong = (name: string, detail: string) => ({ pointer: `/${name}`, detail });

function aboutOf(event: RevocationEvent): RevocationAbout {
  const about: RevocationAbout = {};
  for (const name of NEEDED[event.event]) {
    if (name === 'filter') about.filter = event.event === 'filter' ? { ...event.filter } : {};
    else about[name] = (event as unknown as Readonly<Record<string, string>>)[NAMES[name]] ?? '';
  }
  return about;
}

export function revocationAnswer(record: RevocationRecord): RevocationAnswer {
  return {
    id: record.id,
    self: selfOf('revocations', record.id),
    event: record.event.event,
    about: aboutOf(record.event),
    state: record.state,
    created_at: record.createdAt,
    created_by: actorAnswer(record.createdBy),
    expires_at: record.expiresAt,
    committed_at: record.committedAt,
    committed_by: record.committedBy && actorAnswer(record.committedBy),
    reason_code: record.cause,
    reason: record.reason,
    counts: record.counts && countsAnswer(record.counts),
    members_truncated: record.truncated,
    finished_at: record.finishedAt,
  };
}

function actorAnswer({ kind, id }: AuditActor): RevocationActorAnswer {
  return { kind, id };
}

function countsAnswer(counts: RevocationCounts): RevocationCountsAnswer {
  const { byKind } = counts;
  return {
    tokens: counts.tokens,
    by_kind: {
      authorization_code: byKind.authorization_code ?? 0,
      access_token: byKind.access_token ?? 0,
      refresh_token: byKind.refresh_token ?? 0,
      id_token: byKind.id_token ?? 0,
    },
    users: counts.users,
    clients: counts.clients,
    families: counts.families,
    sessions: counts.sessions,
    jwt_access_tokens: { count: counts.jwts, accepted_until: counts.jwtsAcceptedUntil },
  };
}

export function memberAnswer({ tokenId, kind, state }: RevocationMember): RevocationMemberAnswer {
  return { token_id: tokenId, kind, state };
}
