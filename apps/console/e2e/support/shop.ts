/** A client with a person's approvals: what tokens and sessions come from, over the real OAuth endpoints. */
import { createHash, randomBytes } from 'node:crypto';
import { ORDERS, PASSWORD, UserAgent, type Administration } from '@gatehouse/api/testing';

export interface ShopTokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
}

const REDIRECT_URI = 'https://shop.example/callback';

/** Seconds in which a retry with a rotated refresh token is answered. */
export const GRACE = 1;

/** What somebody who holds a token may tell of it: its id and digest. */
export function shownOf(token: string): { readonly id: string; readonly digest: string } {
  const payload = /^[^.]+\.([^.]+)\./.exec(token)?.[1];
  const digest = createHash('sha256').update(token).digest('hex');
  if (payload !== undefined) {
    return { id: (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { jti: string }).jti, digest };
  }
  const bytes = Buffer.from(token.slice('gh_xx_'.length), 'base64url').subarray(0, 16);
  return { id: bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), digest };
}

export class Shop {
  private constructor(
    private readonly admin: Administration,
    readonly clientId: string,
    private readonly secret: string,
  ) {}

  /** Registers the client. */
  static async open(admin: Administration, clientId: string): Promise<Shop> {
    const body = {
      client_id: clientId,
      client_name: 'Shop',
      application_type: 'web',
      redirect_uris: [REDIRECT_URI],
      grant_types: ['authorization_code', 'refresh_token'],
      scope: 'openid offline_access orders:read',
      token_endpoint_auth_method: 'client_secret_basic',
      refresh_token_rotation: 'rotate',
      refresh_token_grace: GRACE,
    };
    const made = await admin.post('/clients', { body });
    if (made.status !== 201) throw new Error(made.text);
    const secret = await admin.post(`/clients/${clientId}/secrets`, { body: {} });
    return new Shop(admin, clientId, (secret.body as { client_secret: string }).client_secret);
  }

  /** Somebody signs in and allows the client. @param browser goes on with its cookies */
  async signIn(username: string, browser = new UserAgent(this.admin.instance.issuer)): Promise<ShopTokens> {
    const verifier = randomBytes(32).toString('base64url');
    const url = new URL(`${this.admin.instance.issuer}/oauth/authorize`);
    url.search = new URLSearchParams({
      client_id: this.clientId,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      scope: 'openid offline_access orders:read',
      resource: ORDERS,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    const landing = await browser.authorize(url, username, PASSWORD);
    return this.token({
      grant_type: 'authorization_code',
      code: landing.url.searchParams.get('code') ?? '',
      redirect_uri: REDIRECT_URI,
      code_verifier: verifier,
    });
  }

  refresh({ refresh_token: token }: ShopTokens): Promise<ShopTokens> {
    return this.token({ grant_type: 'refresh_token', refresh_token: token });
  }

  /** What the token endpoint says to a refresh that it refuses. */
  async refused({ refresh_token: token }: ShopTokens): Promise<string> {
    const answer = await this.post('/oauth/token', { grant_type: 'refresh_token', refresh_token: token });
    return String(answer['error']);
  }

  /** At introspection. RFC 7662. */
  async isActive(token: string): Promise<boolean> {
    return (await this.post('/oauth/introspect', { token }))['active'] === true;
  }

  private async token(fields: Readonly<Record<string, string>>): Promise<ShopTokens> {
    const answer = await this.post('/oauth/token', fields);
    if (answer['error'] !== undefined) throw new Error(JSON.stringify(answer));
    return answer as unknown as ShopTokens;
  }

  private async post(path: string, fields: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
    const answer = await fetch(`${this.admin.instance.issuer}${path}`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${this.clientId}:${this.secret}`).toString('base64')}` },
      body: new URLSearchParams(fields),
    });
    return (await answer.json()) as Record<string, unknown>;
  }
}
