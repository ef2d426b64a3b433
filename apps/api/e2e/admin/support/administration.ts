/** A running instance with everybody who may ask its admin API: machine clients, and a person for each role. */
import { createHash, randomBytes } from 'node:crypto';
import { Instance, type DatabaseKind, type InstanceOptions } from '../../support/instance';
import { UserAgent } from '../../support/user-agent';
import { DeclaredAnswers } from './declared-answers';

export const ADMIN = 'urn:gatehouse:admin';
export const SCOPES = [
  'clients:read',
  'clients:write',
  'tokens:read',
  'tokens:revoke',
  'users:read',
  'users:write',
  'audit:read',
  'keys:read',
  'keys:write',
  'settings:read',
  'settings:write',
] as const;
export const ROLES = ['owner', 'admin', 'developer', 'auditor', 'support'] as const;

/** A machine client that may ask for every scope of the admin API. */
export const ROBOT = 'robot';
/** What people sign in with to administer; may ask for every scope, and for OpenID Connect's. */
export const CONSOLE = 'console';
const CONSOLE_CALLBACK = 'https://console.example/callback';
/** A protected resource that is not ours. */
export const ORDERS = 'https://api.example.com/orders';
export const PASSWORD = 'correct horse battery staple';
export const SECRET = randomBytes(32).toString('base64url');

/** Everybody who may ask, as a gatehouse.yaml. */
export const CONFIGURATION = `version: 1
apis:
  - identifier: ${ORDERS}
    name: Orders API
    scopes: [{ name: orders:read, description: See your orders }]
clients:
  - client_id: ${ROBOT}
    client_name: Robot
    application_type: machine
    grant_types: [client_credentials]
    response_types: []
    scope: orders:read ${SCOPES.join(' ')}
    token_endpoint_auth_method: client_secret_basic
    client_secret: ${SECRET}
  - client_id: ${CONSOLE}
    client_name: Console
    application_type: web
    redirect_uris: [${CONSOLE_CALLBACK}]
    grant_types: [authorization_code, refresh_token]
    response_types: [code]
    scope: openid profile offline_access orders:read ${SCOPES.join(' ')}
    token_endpoint_auth_method: client_secret_basic
    client_secret: ${SECRET}
    consent: skip
users:${[...ROLES, 'nobody']
  .map(
    (role) => `
  - username: ${role}
    email: ${role}@example.com
    email_verified: true
    password: ${PASSWORD}
    roles: [${role === 'nobody' ? '' : role}]`,
  )
  .join('')}
`;

/** What is asked of an instance here. */
export type RunningInstance = Pick<Instance, 'issuer' | 'origins' | 'databaseUrl' | 'stop'>;

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly scope: string;
}

export interface AdminAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined without a body. */
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- specs look into answers of every shape
  readonly text: string;
  /** The entity tag, to be sent back as `ifMatch`. */
  readonly etag: string;
}

export interface AdminRequestOptions {
  readonly token?: string;
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Which process of the instance; default the first. */
  readonly process?: number;
}

export class Administration<Running extends RunningInstance = Instance> {
  private readonly signedIn = new Map<string, Promise<Tokens>>();
  private readonly machineTokens = new Map<string, Promise<string>>();

  private constructor(
    readonly instance: Running,
    private readonly declared: DeclaredAnswers,
  ) {}

  /** @param options `configuration` is added to ours and begins with sections of its own below `clients` */
  static async start(
    database: DatabaseKind,
    options: Omit<InstanceOptions, 'database' | 'configuration'> = {},
  ): Promise<Administration> {
    const instance = await Instance.start({ ...options, database, configuration: CONFIGURATION });
    return Administration.over(instance);
  }

  /** Asks an instance that runs already, with `CONFIGURATION`. */
  static async over<Running extends RunningInstance>(instance: Running): Promise<Administration<Running>> {
    const document = await fetch(`${instance.origins[0]}/admin/v1/openapi.json`);
    return new Administration(instance, new DeclaredAnswers((await document.json()) as never));
  }

  stop(): Promise<void> {
    return this.instance.stop();
  }

  /** An access token of the machine client with these scopes of the admin API; all when left out. */
  machineToken(scopes: readonly string[] = SCOPES): Promise<string> {
    const scope = scopes.join(' ');
    let token = this.machineTokens.get(scope);
    if (!token) this.machineTokens.set(scope, (token = this.clientCredentials(scope)));
    return token;
  }

  async clientCredentials(
    scope: string,
    resource = ADMIN,
    client: { readonly id: string; readonly secret: string } = { id: ROBOT, secret: SECRET },
  ): Promise<string> {
    const answer = await this.token({ grant_type: 'client_credentials', scope, resource }, client);
    return answer.access_token;
  }

  async token(
    parameters: Readonly<Record<string, string>>,
    client: { readonly id: string; readonly secret: string } = { id: CONSOLE, secret: SECRET },
  ): Promise<Tokens> {
    const response = await fetch(`${this.instance.origins[0]}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}` },
      body: new URLSearchParams(parameters),
    });
    const answer = (await response.json()) as Tokens;
    if (!response.ok) throw new Error(`The token endpoint said ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Tokens of a person who signed in to the console; one sign-in for each person. @param username a role, or `nobody` */
  tokensOf(username: string): Promise<Tokens> {
    let tokens = this.signedIn.get(username);
    if (!tokens) this.signedIn.set(username, (tokens = this.signIn(username)));
    return tokens;
  }

  async personToken(username: string): Promise<string> {
    return (await this.tokensOf(username)).access_token;
  }

  /** Signs somebody in anew. @param resource null = none is named */
  async signIn(
    username: string,
    scope = `openid offline_access ${SCOPES.join(' ')}`,
    resource: string | null = ADMIN,
  ): Promise<Tokens> {
    const verifier = randomBytes(32).toString('base64url');
    const url = new URL('/oauth/authorize', this.instance.origins[0]);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: CONSOLE,
      redirect_uri: CONSOLE_CALLBACK,
      scope,
      ...(resource === null ? {} : { resource }),
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    const landing = await new UserAgent(this.instance.issuer).authorize(url, username, PASSWORD);
    const code = landing.url.searchParams.get('code');
    if (code === null) throw new Error(`No code: ${landing.url.search}`);
    return this.token({
      grant_type: 'authorization_code',
      code,
      redirect_uri: CONSOLE_CALLBACK,
      code_verifier: verifier,
      ...(resource === null ? {} : { resource }),
    });
  }

  /** Asks the admin API; an answer that is not as the OpenAPI document declares it throws. @param path below `/admin/v1` */
  async ask(method: string, path: string, options: AdminRequestOptions = {}): Promise<AdminAnswer> {
    const { token = await this.machineToken(), body, ifMatch, idempotencyKey, headers, process = 0 } = options;
    const response = await fetch(`${this.instance.origins[process]}/admin/v1${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const contentType = response.headers.get('content-type') ?? '';
    const parsed: unknown = text === '' || !contentType.includes('json') ? undefined : JSON.parse(text);
    const [address = ''] = `/admin/v1${path}`.split('?');
    const fault = this.declared.fault(method, address, response.status, contentType, parsed);
    if (fault !== undefined) throw new Error(`${fault}\n${text.slice(0, 2000)}`);
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: parsed,
      etag: response.headers.get('etag') ?? '',
    };
  }

  get = (path: string, options?: AdminRequestOptions) => this.ask('GET', path, options);
  post = (path: string, options?: AdminRequestOptions) => this.ask('POST', path, options);
  patch = (path: string, options?: AdminRequestOptions) => this.ask('PATCH', path, options);
  delete = (path: string, options?: AdminRequestOptions) => this.ask('DELETE', path, options);
}
