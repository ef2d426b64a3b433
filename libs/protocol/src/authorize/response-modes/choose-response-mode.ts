/**
 * In which way a response travels. Decided once, from what was asked and what the client may use, for codes and errors
 * alike. OAuth 2.0 Multiple Response Type Encoding Practices §2.1, §5; OAuth 2.0 Form Post Response Mode §2.
 */
import type { ClientRecord } from '../../records/client';
import type { Parameters } from '../../vocabulary/parameters';
import { RESPONSE_MODES, type ResponseMode } from '../../vocabulary/words';

export interface ChosenResponseMode {
  readonly mode: ResponseMode;
  /** Why the mode that was asked for is not the one used. */
  readonly problem?: 'unknown' | 'client' | 'query_with_tokens';
}

/** The mode to answer in: the one asked for when it is allowed, otherwise the default of the response type. */
export function chooseResponseMode(parameters: Parameters, client: ClientRecord): ChosenResponseMode {
  const words = (parameters.get('response_type') ?? '').split(' ');
  const tokensInFront = words.includes('token') || words.includes('id_token');
  const defaultMode = tokensInFront ? 'fragment' : 'query';
  const asked = parameters.get('response_mode');
  const mode = asked === undefined ? defaultMode : RESPONSE_MODES.find((known) => known === asked);
  if (mode === undefined) return { mode: defaultMode, problem: 'unknown' };
  if (tokensInFront && mode === 'query') return { mode: defaultMode, problem: 'query_with_tokens' };
  if (client.responseModes !== undefined && !client.responseModes.includes(mode)) {
    return { mode: defaultMode, problem: 'client' };
  }
  return { mode };
}
