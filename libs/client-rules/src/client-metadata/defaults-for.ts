/** Safe settings for each kind of client, each with the reason that the console shows beside it. RFC 9700 §2, RFC 8252, RFC 8628. */
import { grantTypes, type ApplicationType } from '../vocabulary';
import type { ClientMetadata } from './client-metadata';

export interface ClientDefault<Member extends keyof ClientMetadata = keyof ClientMetadata> {
  member: Member;
  value: NonNullable<ClientMetadata[Member]>;
  /** One sentence for the person who registers the client. */
  reason: string;
}

export interface ClientDefaults {
  /** The same values as `settings`, ready to be merged under what a person typed. */
  metadata: ClientMetadata;
  settings: readonly ClientDefault[];
}

const hour = 3600;
const day = 24 * hour;

const pkce = setting(
  'require_pkce',
  true,
  'A code that is stolen on the way is useless without the secret that stayed in the client.',
);
const consent = setting('consent', 'required', 'People see who asks for what, and can say no.');
const codeResponse = setting(
  'response_types',
  ['code'],
  'Only a short-lived code passes through the browser, never a token.',
);
const signIn = setting(
  'grant_types',
  [grantTypes.authorizationCode, grantTypes.refreshToken],
  'People sign in on our pages; refresh tokens keep the session without asking again.',
);
const rotation = setting(
  'refresh_token_rotation',
  'rotate',
  'Every refresh token works once, so a stolen copy is noticed.',
);
const publicClient = (where: string) =>
  setting('token_endpoint_auth_method', 'none', `The client runs ${where}, where a secret would not stay secret.`);
const accessToken = (seconds: number, reason: string) => setting('access_token_lifetime', seconds, reason);

const settingsByType: Readonly<Record<ApplicationType, readonly ClientDefault[]>> = {
  web: [
    signIn,
    codeResponse,
    setting(
      'token_endpoint_auth_method',
      'client_secret_basic',
      'A server can keep a secret; private_key_jwt is better still, as nothing secret is ever sent.',
    ),
    pkce,
    consent,
    setting(
      'refresh_token_rotation',
      'keep',
      'Each use is proven by the client’s own credential, so a stolen copy is useless and lost answers do no harm.',
    ),
    accessToken(600, 'Ten minutes limit what a leaked token is good for.'),
    setting('refresh_token_lifetime', 30 * day, 'People sign in again once a month at least.'),
    setting('refresh_token_idle_lifetime', 14 * day, 'Access that nobody uses ends by itself.'),
  ],
  spa: [
    signIn,
    codeResponse,
    publicClient('in the browser'),
    pkce,
    consent,
    rotation,
    accessToken(300, 'A script that gets into the page gets the token too, so it lives five minutes.'),
    setting('refresh_token_lifetime', day, 'Refresh tokens in a browser end with the day.'),
    setting('refresh_token_idle_lifetime', 8 * hour, 'A closed tab stops being a way in.'),
  ],
  native: [
    signIn,
    codeResponse,
    publicClient('on people’s devices'),
    pkce,
    consent,
    rotation,
    accessToken(600, 'Ten minutes limit what a leaked token is good for.'),
    setting('refresh_token_lifetime', 90 * day, 'People expect installed programs to stay signed in.'),
    setting('refresh_token_idle_lifetime', 30 * day, 'A device in a drawer loses its access.'),
  ],
  machine: [
    setting('grant_types', [grantTypes.clientCredentials], 'The client acts for itself; no person is there.'),
    setting('response_types', [], 'Nobody is sent to a sign-in page.'),
    setting('redirect_uris', [], 'Nobody is sent back.'),
    setting(
      'token_endpoint_auth_method',
      'private_key_jwt',
      'The private key never leaves the machine, so there is nothing to leak from here.',
    ),
    accessToken(600, 'A machine asks again easily, so tokens can be short.'),
  ],
  device: [
    setting(
      'grant_types',
      [grantTypes.deviceCode, grantTypes.refreshToken],
      'People approve on another screen; the device needs neither browser nor keyboard.',
    ),
    setting('response_types', [], 'The device opens no sign-in page.'),
    setting('redirect_uris', [], 'Nobody is sent back to the device.'),
    publicClient('on people’s devices'),
    consent,
    rotation,
    accessToken(600, 'Ten minutes limit what a leaked token is good for.'),
    setting('refresh_token_lifetime', 90 * day, 'Typing a code again every day is not for anybody.'),
    setting('refresh_token_idle_lifetime', 30 * day, 'A device in a drawer loses its access.'),
  ],
  agent: [
    signIn,
    codeResponse,
    publicClient('wherever its users run it'),
    pkce,
    setting('consent', 'required', 'An agent acts on its own later, so people always see what it asks for.'),
    rotation,
    accessToken(300, 'Agents work in bursts; five minutes are enough for one.'),
    setting('refresh_token_lifetime', 7 * day, 'An approval for an agent is renewed every week.'),
    setting('refresh_token_idle_lifetime', day, 'An agent that stopped loses its access.'),
  ],
};

/** Defaults for one kind of client. The result is new on each call and may be changed. */
export function defaultsFor(applicationType: ApplicationType): ClientDefaults {
  const settings = [
    setting('application_type', applicationType, 'What the client is decides everything else.'),
    ...settingsByType[applicationType],
  ].map((item) => ({ ...item, value: copyOf(item.value) }));
  return { metadata: Object.fromEntries(settings.map(({ member, value }) => [member, copyOf(value)])), settings };
}

function setting<Member extends keyof ClientMetadata>(
  member: Member,
  value: NonNullable<ClientMetadata[Member]>,
  reason: string,
): ClientDefault {
  return { member, value, reason };
}

function copyOf<Value>(value: Value): Value {
  return structuredClone(value);
}
