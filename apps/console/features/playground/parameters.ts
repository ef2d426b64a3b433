/** The request that a run sends: what the playground proposes for a client, and how it is written into a link. Pure. */
import type { Client } from '../../ui/use-client';

export type Flow = 'authorization_code' | 'client_credentials';
export type Pair = readonly [name: string, value: string];

/** What a link may carry, and what an admin edits. */
export interface Draft {
  /** In order. A parameter without a value is not sent. */
  readonly pairs: readonly Pair[];
  readonly nonce: boolean;
  readonly pkce: boolean;
}

/** Made for each run, with the formula. */
export const FORMULAS: Readonly<Record<string, string>> = {
  state: 'base64url(32 random bytes)',
  nonce: 'base64url(32 random bytes)',
  code_challenge: 'base64url(SHA-256(code_verifier)), with code_verifier = base64url(32 random bytes)',
  code_challenge_method: 'S256',
};

/** Secrets and tokens: no request of a playground carries them. */
const REFUSED = ['client_secret', 'id_token_hint', 'request', 'registration', 'client_id'];
/** Says who somebody is: kept on the page, and out of links. */
const PERSONAL = 'login_hint';
const MOST = 40;
const LONGEST = 4_000;

export const flowsOf = ({ grant_types }: Pick<Client, 'grant_types'>): Flow[] =>
  (['authorization_code', 'client_credentials'] as const).filter((flow) => grant_types.includes(flow));

/** @param callback of the playground */
export function proposedDraft(client: Pick<Client, 'scope'>, flow: Flow, callback: string): Draft {
  const common: Pair[] = [
    ['scope', client.scope],
    ['resource', ''],
  ];
  const pairs: Pair[] =
    flow === 'client_credentials'
      ? common
      : [['response_type', 'code'], ['redirect_uri', callback], ...common, ['prompt', '']];
  return { pairs, nonce: true, pkce: true };
}

export const mayBeSent = (name: string): boolean =>
  /^[\w.-]{1,100}$/.test(name) && !REFUSED.includes(name) && !Object.hasOwn(FORMULAS, name);

/** Whether a text looks like a token or a secret of this server. */
export const looksSecret = (text: string): boolean => /\beyJ[\w-]{5,}\.|\bgh_[a-z]{2}_[\w-]{16,}/.test(text);

/** For the address. */
export function writeDraft({ pairs, nonce, pkce }: Draft): string {
  const kept = pairs.map(([name, value]) => [name, name === PERSONAL ? '' : value]);
  const without = [...(nonce ? [] : ['nonce']), ...(pkce ? [] : ['pkce'])].map((name) => ['!', name]);
  return new URLSearchParams([...kept, ...without]).toString();
}

/** What a link says, as far as it may say it. */
export function readDraft(text: string): Draft {
  const all = [...new URLSearchParams(text)].slice(0, MOST);
  const without = all.flatMap(([name, value]) => (name === '!' ? [value] : []));
  const pairs = all.filter(([name, value]) => mayBeSent(name) && value.length <= LONGEST && !looksSecret(value));
  return { pairs, nonce: !without.includes('nonce'), pkce: !without.includes('pkce') };
}

/** For a check that sends nothing: what is made for a run has the right form, and no value. RFC 7636 §4.3. */
export function checkedParameters(clientId: string, { pairs, nonce, pkce }: Draft): Record<string, string | string[]> {
  const made: Pair[] = [
    ['state', 'made-for-each-run'],
    ...(nonce ? [['nonce', 'made-for-each-run'] as const] : []),
    ...(pkce ? [['code_challenge', 'A'.repeat(43)] as const, ['code_challenge_method', 'S256'] as const] : []),
  ];
  const all: Pair[] = [['client_id', clientId], ...pairs, ...made];
  const byName: Record<string, string | string[]> = {};
  for (const [name, value] of all) {
    if (value === '') continue;
    const before = byName[name];
    byName[name] = before === undefined ? value : [before, value].flat();
  }
  return byName;
}

const REASONS: Readonly<Record<string, string>> = {
  response_type: 'A code is the only answer that leaves no token in an address.',
  redirect_uri: 'The playground itself, so that it sees the answer.',
  scope: 'Everything that the client is registered for. Ask for less, and the person is asked for less.',
  resource: 'Empty: the scopes decide which API the token is for.',
  prompt: 'Empty: somebody who is signed in goes straight on. login asks for the password each time.',
  state: 'New for each run: this is how the answer finds its run.',
  nonce: 'New for each run, and compared with the ID token.',
  code_challenge: 'New for each run. The verifier stays on the console’s server.',
  code_challenge_method: 'The only method that this server takes.',
};

export const reasonFor = (name: string): string => REASONS[name] ?? 'You added it.';

/** RFC 6749 §4.4.2: of a request that no check without sending knows. */
export const MACHINE_MEANINGS: Readonly<Record<string, { meaning: string; checked: string; section: string }>> = {
  scope: {
    meaning: 'What the client asks to be allowed, in words between spaces.',
    checked: 'Words that the client is not registered for are left out. When nothing remains, the request is refused.',
    section: 'RFC 6749 §3.3',
  },
  resource: {
    meaning: 'For which API the access token is meant.',
    checked: 'It must be the identifier of an enabled API. Scopes of other APIs are then left out.',
    section: 'RFC 8707 §2',
  },
};
