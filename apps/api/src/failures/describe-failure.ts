/** Makes of a refused request what is stored: everything that helps to mend it, no secret, 4 KiB at most. */
import { type ClientRecord, newTimeOrderedId, OAuthError, type Parameters, StoreError } from '@gatehouse/protocol';
import type { FailureRecord } from '@gatehouse/persistence';
import { toFailure } from '../http/errors/failure';
import type { RefusalInWords, RefusingEndpoint } from '../http/errors/refusals';
import { MalformedRequest } from '../http/malformed-request';
import { comparisonOf } from '../http/explanations/expectations';
import { type ShownParameter, shownParameters, withoutSecretText } from '../http/explanations/shown-parameters';

/** Bytes of JSON. */
export const MAXIMUM_DETAIL = 4_096;

export interface RefusedRequest {
  readonly reference: string;
  readonly at: number;
  readonly endpoint: RefusingEndpoint;
  readonly method: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** Scheme of the Authorization header; the rest of it is not even looked at. */
  readonly authorizationScheme: string | null;
  readonly parameters: Parameters | undefined;
  readonly thrown: unknown;
  readonly claimedClientId: string | undefined;
  /** The client of that id, if one is registered. */
  readonly client: ClientRecord | undefined;
  readonly authorizedUri?: string | undefined;
}

/** The members of `FailureRecord.detail`. */
export interface FailureDetail extends Record<string, unknown> {
  readonly status: number;
  /** What was answered beside the error code. */
  readonly description: string;
  readonly method: string;
  readonly user_agent?: string;
  readonly authorization_scheme?: string;
  /** What the request named, when no client of that id is registered. */
  readonly claimed_client_id?: string;
  readonly parameters: readonly ShownParameter[];
  readonly other_parameters: number;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly received: Readonly<Record<string, unknown>>;
  readonly difference?: Readonly<Record<string, unknown>>;
}

interface Said {
  readonly check: string;
  readonly error: string;
  readonly description: string;
  readonly status: number;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Undefined for what is no refusal of a request, such as an address that does not exist. */
export function refusalOf(thrown: unknown): Said | undefined {
  if (thrown instanceof OAuthError) {
    const { check, code, description, status, detail } = thrown;
    return { check, error: code, description, status, detail };
  }
  if (isInWords(thrown)) {
    const { check, code, description, detail = {} } = thrown;
    return { check, error: code, description, status: 400, detail };
  }
  const { oauthCode, status, description } = toFailure(thrown);
  if (thrown instanceof MalformedRequest) {
    return { check: `malformed.${thrown.code}`, error: oauthCode, description, status, detail: {} };
  }
  if (status < 500) return undefined;
  const check = thrown instanceof StoreError ? 'store.unavailable' : 'server_error';
  return { check, error: oauthCode, description, status, detail: {} };
}

function isInWords(thrown: unknown): thrown is RefusalInWords {
  if (typeof thrown !== 'object' || thrown === null || thrown instanceof Error) return false;
  const { code, check } = thrown as Partial<RefusalInWords>;
  return typeof code === 'string' && typeof check === 'string';
}

export function describeFailure(refused: RefusedRequest, said: Said): FailureRecord {
  const { reference, at, endpoint, method, ip, userAgent, authorizationScheme, claimedClientId, client } = refused;
  const { check, error, description, status } = said;
  const registered = new Set(client === undefined ? [] : [client.clientId]);
  const { parameters, others } = shownParameters(refused.parameters?.list ?? [], registered);
  const { expected, received, difference } = comparisonOf({ ...refused, check });
  const detail: FailureDetail = {
    status,
    description,
    method,
    ...(userAgent === null ? {} : { user_agent: withoutSecretText(userAgent, 200) }),
    ...(authorizationScheme === null ? {} : { authorization_scheme: authorizationScheme }),
    ...(client || claimedClientId === undefined ? {} : { claimed_client_id: withoutSecretText(claimedClientId, 255) }),
    parameters,
    other_parameters: others,
    expected,
    received: { ...methodOf(said), ...received },
    ...(difference === undefined ? {} : { difference: { ...difference } }),
  };
  return {
    id: newTimeOrderedId(at),
    reference,
    at,
    endpoint,
    clientId: client?.clientId ?? null,
    check,
    error,
    ip,
    detail: fitting(detail),
  };
}

/** The check itself knows by which method a client authenticated. */
function methodOf({ check, detail }: Said): Readonly<Record<string, unknown>> {
  const { presented } = detail;
  return check === 'client.method' && typeof presented === 'string' ? { token_endpoint_auth_method: presented } : {};
}

/** Leaves out what matters least until it fits. */
function fitting(detail: FailureDetail): FailureDetail {
  const cut = (longest: number) => (parameter: ShownParameter) =>
    parameter.value === undefined ? parameter : { ...parameter, value: withoutSecretText(parameter.value, longest) };
  const { user_agent: _agent, difference, ...plain } = detail;
  const small = { ...plain, parameters: plain.parameters.map(cut(64)), expected: {} };
  const attempts: FailureDetail[] = [
    detail,
    { ...detail, parameters: detail.parameters.map(cut(160)) },
    { ...plain, parameters: plain.parameters.map(cut(64)), ...(difference === undefined ? {} : { difference }) },
    { ...small, ...(difference === undefined ? {} : { difference: { ...difference, segments: [] } }) },
    { ...small, received: {} },
    { ...small, received: {}, parameters: [] },
  ];
  const fits = attempts.find((attempt) => Buffer.byteLength(JSON.stringify(attempt)) <= MAXIMUM_DETAIL);
  return fits ?? { ...small, received: {}, parameters: [], description: detail.description.slice(0, 200) };
}
