/** A stored refusal as the admin API shows it, with the explanations of this version. */
import type { FailureRecord } from '@gatehouse/persistence';
import type { RefusingEndpoint } from '../http/errors/refusals';
import { selfOf } from '../http/admin/path-ids';
import type { FailureDetail } from './describe-failure';
import { explanationOf } from './failure-catalogue';
import type { FailureAnswer, UriDifferenceAnswer } from './failures.dto';

export function failureAnswer(failure: FailureRecord): FailureAnswer {
  const { reference, at, endpoint, clientId, check, error, ip } = failure;
  const detail = failure.detail as FailureDetail;
  return {
    self: selfOf('failures', reference),
    reference,
    at,
    endpoint: endpoint as RefusingEndpoint,
    client_id: clientId,
    claimed_client_id: detail.claimed_client_id ?? null,
    check,
    ...explanationOf(check),
    error,
    description: detail.description,
    status: detail.status,
    method: detail.method,
    ip,
    user_agent: detail.user_agent ?? null,
    authorization_scheme: detail.authorization_scheme ?? null,
    parameters: [...detail.parameters],
    other_parameters: detail.other_parameters,
    expected: { ...detail.expected },
    received: { ...detail.received },
    difference: differenceAnswer(failure),
  };
}

/** Null for refusals that are not about a URI. */
export function differenceAnswer(failure: FailureRecord): UriDifferenceAnswer | null {
  const { difference } = failure.detail as FailureDetail;
  if (difference === undefined) return null;
  const { nearest, segments, kinds, explanation } = difference as unknown as UriDifferenceAnswer;
  return { nearest, segments, kinds, explanation };
}
