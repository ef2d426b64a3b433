/** Every problem that the admin API answers with: the codes are stable, programs act on them. RFC 9457. */
import { Problem, type ProblemOptions } from '../errors/problem';

interface ProblemKind {
  readonly status: number;
  /** Short and the same every time. */
  readonly title: string;
  /** When it happens and what to do, for the documentation. */
  readonly description: string;
}

const kind = (status: number, title: string, description: string): ProblemKind => ({ status, title, description });

/** A room adds its own codes here, in its own block. */
export const PROBLEMS = {
  // Every route.
  malformed_request: kind(400, 'The request is malformed', 'The path, the query or the body cannot be read.'),
  bad_path: kind(400, 'The path has more than one reading', 'Write ids in paths as `self` has them.'),
  bad_encoding: kind(400, 'Something is not UTF-8', 'Percent-encode parameters as UTF-8; send bodies in UTF-8.'),
  bad_json: kind(400, 'The body is not JSON', 'Or it is nested too deeply.'),
  too_many_parameters: kind(400, 'There are too many parameters', 'A request has 200 at most.'),
  body_interrupted: kind(400, 'The body was cut short', 'Send it again.'),
  query_invalid: kind(400, 'Some parameters are not valid', '`errors` names each; unknown parameters are refused too.'),
  validation_failed: kind(
    400,
    'Some members are not valid',
    '`errors` has a JSON pointer for each; unknown members are refused too.',
  ),
  cursor_invalid: kind(
    400,
    'The cursor is not valid',
    'A cursor fits only the list and the filters that it came with.',
  ),
  unauthenticated: kind(
    401,
    'An access token is needed',
    'Send `Authorization: Bearer` with an access token for `urn:gatehouse:admin`.',
  ),
  token_invalid: kind(
    401,
    'The access token is not valid',
    'It is unknown, expired or revoked, or it was not issued for `urn:gatehouse:admin` alone.',
  ),
  scope_missing: kind(
    403,
    'The access token does not allow this',
    'A scope is missing: in the token, in what its client may have, or in what the roles of its person allow.',
  ),
  scope_not_held: kind(
    403,
    'Nobody can grant what they do not hold',
    'A scope of `urn:gatehouse:admin` can be given only by somebody who has it.',
  ),
  not_found: kind(404, 'There is nothing at this address', 'The address is not known.'),
  method_not_allowed: kind(405, 'This address does not take this method', '`Allow` names those it takes.'),
  precondition_failed: kind(
    412,
    'It was changed in the meantime',
    'Read it again, look at what is different, and send the new `ETag` in `If-Match`.',
  ),
  body_too_large: kind(413, 'The request is too large', 'A body has 64 KiB at most.'),
  unsupported_content_type: kind(
    415,
    'The content type is not supported',
    'Send `application/json`; for PATCH also `application/merge-patch+json`.',
  ),
  unsupported_content_encoding: kind(415, 'The body must not be compressed', 'Send it as it is.'),
  precondition_required: kind(
    428,
    'A precondition is needed',
    'Send the `ETag` of what you have read in `If-Match`, so that nobody’s change is lost. RFC 6585 §3.',
  ),
  idempotency_key_invalid: kind(400, 'The Idempotency-Key is not valid', 'It has 1 to 255 visible ASCII characters.'),
  idempotency_key_reused: kind(
    422,
    'The Idempotency-Key was used for something else',
    'Each new request needs a new key.',
  ),
  idempotency_in_progress: kind(
    409,
    'The first request with this key is still running',
    'Try again in a moment; `Retry-After` says when.',
  ),
  server_error: kind(500, 'The server failed to answer the request', '`reference` names the line in the log.'),
  unavailable: kind(
    503,
    'The server cannot answer at the moment',
    'Nothing was changed. `Retry-After` says when to try again.',
  ),

  // Clients.
  client_not_found: kind(404, 'There is no such client', 'No client is registered under this id.'),
  client_exists: kind(409, 'This client_id is taken', 'Choose another, or leave it out to be given one.'),
  client_invalid: kind(
    422,
    'The client breaks rules',
    '`errors` has the id of each rule, what is wrong and how to mend it.',
  ),
  client_without_secrets: kind(
    409,
    'This client does not use a secret',
    'Its `token_endpoint_auth_method` is not one with a secret.',
  ),
  redirect_uri_registered: kind(
    409,
    'This redirect URI is registered for good',
    'It is one of the `redirect_uris` of the client, which do not expire.',
  ),
  redirect_uri_not_found: kind(
    404,
    'There is no such redirect URI',
    'The client has no expiring redirect URI of this id, or it was swept away after its end.',
  ),
  too_many_redirect_uris: kind(
    409,
    'The client has too many expiring redirect URIs',
    'It may have 100 that are live. Delete some, or let them expire.',
  ),
  secret_not_found: kind(404, 'There is no such secret', 'The client has no secret of this id.'),
  too_many_secrets: kind(
    409,
    'The client has two live secrets already',
    'Delete one, or let it expire, before you make another.',
  ),

  // APIs.
  api_not_found: kind(404, 'There is no such API', 'No API is registered under this identifier.'),
  scope_not_found: kind(404, 'There is no such scope', 'The API has no scope of this name.'),
  api_exists: kind(409, 'This identifier is taken', 'An API of this identifier exists.'),
  api_built_in: kind(409, 'This API is part of Gatehouse', 'It can be neither changed nor deleted.'),
  api_invalid: kind(422, 'The API breaks rules', '`errors` has the id of each rule, what is wrong and how to mend it.'),
  api_in_use: kind(
    409,
    'Clients use this',
    '`errors` names clients that would lose a scope. Send `force=true` to go on all the same.',
  ),

  // Tokens.
  token_not_found: kind(
    404,
    'There is no such token',
    'None was issued under this id, its digest is another, or it was swept away after its end.',
  ),

  // Revocations.
  revocation_not_found: kind(404, 'There is no such revocation', 'Previews are forgotten a while after they expire.'),
  revocation_target_not_found: kind(404, 'There is nothing to revoke', 'What the event is about does not exist.'),
  revocation_too_large: kind(
    422,
    'The set is too large to be listed',
    'Narrow the filter, or revoke what the tokens hang on: the family, the person, the client.',
  ),
  revocation_set_changed: kind(
    409,
    'The set has changed since the preview',
    'Nothing was revoked. `added` names tokens that joined (`added_count` in all), `gone_count` says how many died by ' +
      'themselves. Preview again, or send `include_added` with the same preview.',
  ),
  revocation_expired: kind(409, 'The preview is too old', 'A preview can be committed for 15 minutes. Preview again.'),
  revocation_committed: kind(409, 'The preview was committed before', 'A preview can be committed once.'),
  revocation_preview_only: kind(
    409,
    'This event cannot be committed here',
    'It belongs to the change that causes it: disable or delete the user or client, or change the password.',
  ),
  revocation_unconfirmed: kind(
    422,
    'The number of tokens has to be confirmed',
    'Send `confirm` with the number of tokens that the preview counted (`tokens`).',
  ),
  revocation_not_running: kind(
    409,
    'There is nothing to stop',
    'Only revocations by filter run long enough to be stopped.',
  ),

  // People, their sessions and consents.
  user_not_found: kind(404, 'There is no such user', 'Nobody has this id.'),
  user_exists: kind(409, 'This name is taken', 'The username or e-mail address belongs to another user.'),
  user_invalid: kind(422, 'The user breaks rules', '`errors` has the id of each rule and what is wrong.'),
  last_owner: kind(
    409,
    'This is the last owner',
    'An instance always has an enabled owner. Make another before you disable, delete or demote this one.',
  ),
  target_holds_more: kind(
    403,
    'This user may do more than you',
    'Nobody can change somebody whose roles allow what they may not do themselves; only an owner can change an owner.',
  ),
  role_not_held: kind(
    403,
    'Nobody can grant what they do not hold',
    'A role can be given only by somebody who may do all that it allows; only a person who is an owner can make owners.',
  ),
  session_not_found: kind(
    404,
    'There is no such session',
    'No session has this id, or it was swept away after its end.',
  ),
  consent_not_found: kind(404, 'There is no such consent', 'No consent has this id.'),

  // Refused requests.
  failure_not_found: kind(
    404,
    'There is no such refused request',
    'No request was refused under this reference, or it was swept away since.',
  ),

  // Signing keys.
  signing_key_not_found: kind(404, 'There is no such signing key', 'No key has this id, or it was swept away.'),
  signing_key_announced: kind(
    409,
    'A key is announced already',
    'It can be activated when it was announced for long enough.',
  ),
  signing_key_state: kind(
    409,
    'The key is in another state',
    'Only a key that is announced can be activated, and only one that no longer signs can be retired.',
  ),
  signing_key_too_soon: kind(
    409,
    'It is too soon for this',
    '`detail` says until when to wait. `force` with a `reason` goes on all the same.',
  ),

  // The audit log.
  audit_event_not_found: kind(404, 'There is no such event', 'No event has this id, or it was removed for its age.'),
  audit_place_unknown: kind(
    422,
    'There is nothing at this place of the chain',
    'Go on after a place that an earlier verification or a checkpoint named; 0 is the beginning.',
  ),
  audit_busy: kind(
    503,
    'Too many are reading the audit log this way',
    'A process answers a bounded number of streams, exports and verifications at once. Try again.',
  ),
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof PROBLEMS;

/** A problem of the catalogue, to be thrown. */
export function problem(code: ProblemCode, options: ProblemOptions = {}): Problem {
  const { status, title } = PROBLEMS[code];
  return new Problem(status, code, title, options);
}
