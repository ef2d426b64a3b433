/** A stored refusal as the admin API shows it, with the explanations of this version. */
import type { FailureRecord } from '@gatehouse/persistence';
import type { RefusingEndpoint } from '../http/errors/refusals';
import { selfOf } from '../http/admin/path-ids';
import { differenceAnswer, type UriDifferenceAnswer } from '../http/explanations/difference.dto';
import type { Comparison } from '../http/explanations/expectations';
import { explanationOf } from '../http/explanations/failure-catalogue';
import type { FailureDetail } from './describe-failure';
import type { FailureAnswer } from './failures.dto';

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
    difference: storedDifference(failure),
  };
}

/** The difference that was stored with a refusal. */
export function storedDifference({ detail }: FailureRecord): UriDifferenceAnswer | null {
  return differenceAnswer((detail as FailureDetail).difference as Comparison['difference']);
}
