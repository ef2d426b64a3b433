/** What a browser asks the playground to run, read with suspicion. */
import type { CredentialKind, RunOrder } from './run-view';

const MOST_PARAMETERS = 40;
const LONGEST = 4_000;
const CREDENTIALS: readonly CredentialKind[] = ['none', 'secret', 'key', 'temporary'];

/** Made by the playground for each run, so that nobody can send another's. */
export const MADE_PARAMETERS: readonly string[] = ['state', 'nonce', 'code_challenge', 'code_challenge_method'];
/** Values of these are secrets or tokens, which have no place in an address. */
export const REFUSED_PARAMETERS: readonly string[] = ['client_secret', 'id_token_hint', 'request', 'registration'];

/** @returns undefined when it is no order */
export function readOrder(body: unknown): RunOrder | undefined {
  if (!isRecord(body)) return undefined;
  const { flow, clientId, parameters, nonce, pkce, credential } = body;
  if (flow !== 'authorization_code' && flow !== 'client_credentials') return undefined;
  if (typeof clientId !== 'string' || clientId === '' || clientId.length > 255) return undefined;
  if (typeof nonce !== 'boolean' || typeof pkce !== 'boolean') return undefined;
  if (!Array.isArray(parameters) || parameters.length > MOST_PARAMETERS || !parameters.every(isParameter)) {
    return undefined;
  }
  const read = readCredential(credential);
  return read && { flow, clientId, parameters, nonce, pkce, credential: read };
}

function readCredential(credential: unknown): RunOrder['credential'] | undefined {
  if (!isRecord(credential)) return undefined;
  const kind = CREDENTIALS.find((each) => each === credential['kind']);
  if (kind === undefined) return undefined;
  if (kind === 'none' || kind === 'temporary') return { kind };
  const { value } = credential;
  return typeof value === 'string' && value !== '' ? { kind, value } : undefined;
}

function isParameter(pair: unknown): pair is readonly [string, string] {
  if (!Array.isArray(pair) || pair.length !== 2) return false;
  const [name, value] = pair as unknown[];
  if (typeof name !== 'string' || typeof value !== 'string') return false;
  if (!/^[\w.-]{1,100}$/.test(name) || value.length > LONGEST) return false;
  return !MADE_PARAMETERS.includes(name) && !REFUSED_PARAMETERS.includes(name) && name !== 'client_id';
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
