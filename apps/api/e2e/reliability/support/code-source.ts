/** Authorization codes for one person who signed in once and said yes once. */
import { createHash, randomBytes } from 'node:crypto';
import { ALICE, ORDERS, REDIRECT_URI } from '../../support/configuration';
import { UserAgent } from '../../support/user-agent';
import type { Form } from './direct-requests';

export interface IssuedCode {
  readonly clientId: string;
  readonly code: string;
  readonly codeVerifier: string;
}

export class CodeSource {
  private readonly browser: UserAgent;

  constructor(private readonly issuer: string) {
    this.browser = new UserAgent(issuer);
  }

  async next(clientId: string): Promise<IssuedCode> {
    const codeVerifier = randomBytes(32).toString('base64url');
    const url = new URL('/oauth/authorize', this.issuer);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: REDIRECT_URI,
      scope: 'openid orders:read',
      resource: ORDERS,
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    const { url: landing } = await this.browser.authorize(url, ALICE.username, ALICE.password);
    const code = landing.searchParams.get('code');
    if (code === null) throw new Error(`no code at ${landing.href}`);
    return { clientId, code, codeVerifier };
  }

  /** Opens a page of the issuer in the same browser. */
  async open(url: URL): Promise<void> {
    await this.browser.open(url);
  }

  /** Many, a few at a time; the first by itself, because it takes the password and the consent. */
  async many(count: number, clientIdOf: (index: number) => string): Promise<IssuedCode[]> {
    const codes: IssuedCode[] = [];
    while (codes.length < count) {
      // The first of each client asks for consent, so they go one after the other.
      const length = codes.length < 2 ? 1 : Math.min(10, count - codes.length);
      const start = codes.length;
      codes.push(...(await Promise.all(Array.from({ length }, (_, index) => this.next(clientIdOf(start + index))))));
    }
    return codes;
  }
}

/** The token request for a code. */
export function exchangeOf({ clientId, code, codeVerifier }: IssuedCode): Form {
  return {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT_URI,
    code_verifier: codeVerifier,
    client_id: clientId,
  };
}
