/** An issuer over real HTTP, as far as a verifier sees it: discovery, keys, revocation list and its stream. For specs. */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';

export const AUDIENCE = 'https://api.example.com/orders';

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwk: object;
}

interface Revoked {
  tokens: Record<string, string[]>;
  families: Record<string, string[]>;
  keys: Record<string, string[]>;
  subjects: [string, number, number][];
  clients: [string, number, number][];
}

const LATER = () => Math.floor(Date.now() / 1000) + 3600;

export class FakeIssuer {
  identifier = '';
  /** Whether discovery names a revocation list. */
  hasFeed = true;
  listFault: ((response: ServerResponse) => unknown) | undefined;
  streamFault: ((response: ServerResponse) => unknown) | undefined;
  /** Claims that lists get instead of their own. */
  listClaims: JWTPayload = {};
  listHeader: { typ?: string; kid?: string } = {};
  /** Answers handed out: lists by query, and streams. */
  readonly asked: string[] = [];
  private readonly revoked: Revoked = { tokens: {}, families: {}, keys: {}, subjects: [], clients: [] };
  private readonly streams = new Set<ServerResponse>();
  private readonly server: Server;
  private keys: SigningKey[] = [];
  private clock = Date.now();

  private constructor() {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  static async start(): Promise<FakeIssuer> {
    const issuer = new FakeIssuer();
    await issuer.addKey();
    await new Promise<void>((resolve) => issuer.server.listen(0, '127.0.0.1', resolve));
    issuer.identifier = `http://127.0.0.1:${(issuer.server.address() as AddressInfo).port}`;
    return issuer;
  }

  async stop(): Promise<void> {
    this.endStreams();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get followers(): number {
    return this.streams.size;
  }

  endStreams(): void {
    for (const stream of this.streams) stream.destroy();
  }

  /** The newest key signs. */
  async addKey(): Promise<string> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const kid = randomBytes(6).toString('hex');
    this.keys.push({ kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } });
    return kid;
  }

  withdrawKey(kid: string): void {
    this.keys = this.keys.filter((key) => key.kid !== kid);
  }

  async token(claims: JWTPayload = {}, header: { kid?: string } = {}): Promise<string> {
    const jwt = { aud: AUDIENCE, sub: 'alice', client_id: 'web', scope: 'orders:read', jti: newId(), ...claims };
    return `Bearer ${await this.sign({ exp: LATER(), ...jwt }, { typ: 'at+jwt', ...header })}`;
  }

  /** Adds entries, and sends them to whoever follows. */
  async revoke(add: (revoked: Revoked) => void): Promise<void> {
    add(this.revoked);
    await this.tell();
  }
  revokeToken = (jti: string) => this.revoke(({ tokens }) => (tokens[LATER()] ??= []).push(markOfId(jti)));
  revokeFamily = (id: string) => this.revoke(({ families }) => (families[LATER()] ??= []).push(markOfId(id)));
  revokeKey = (kid: string) => this.revoke(({ keys }) => (keys[LATER()] ??= []).push(markOf('key', kid)));
  revokeSubject = (sub: string, until: number) =>
    this.revoke(({ subjects }) => subjects.push([markOf('subject', sub), until, LATER()]));
  revokeClient = (id: string, until: number) =>
    this.revoke(({ clients }) => clients.push([markOf('client', id), until, LATER()]));

  /** Sends the list to whoever follows. */
  async tell(): Promise<void> {
    const event = await this.event();
    for (const stream of this.streams) stream.write(event);
  }

  async list(): Promise<string> {
    this.clock = Math.max(this.clock + 1, Date.now());
    const iat = Math.floor(Date.now() / 1000);
    const times = { iat, exp: iat + 60, cursor: String(this.clock), complete: true, revoked: this.revoked };
    return this.sign({ ...times, ...this.listClaims }, { typ: 'revocation-list+jwt', ...this.listHeader });
  }

  private async event(): Promise<string> {
    return `id: ${this.clock}\nevent: revocations\ndata: ${await this.list()}\n\n`;
  }

  private sign(claims: JWTPayload, header: { typ: string; kid?: string }): Promise<string> {
    const key = this.keys.find(({ kid }) => kid === header.kid) ?? this.keys.at(-1);
    if (!key) throw new Error('the issuer has no key');
    return new SignJWT({ iss: this.identifier, iat: Math.floor(Date.now() / 1000), ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: key.kid, ...header })
      .sign(key.privateKey);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(request.url ?? '/', this.identifier);
    if (pathname === '/.well-known/openid-configuration') return json(response, this.metadata());
    if (pathname === '/jwks') return json(response, { keys: this.keys.map(({ jwk }) => jwk) });
    if (pathname === '/revocations') {
      this.asked.push(`list${search}`);
      if (this.listFault) return void this.listFault(response);
      response.end(await this.list());
    } else if (pathname === '/revocations/stream') {
      this.asked.push('stream');
      if (this.streamFault) return void this.streamFault(response);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(await this.event());
      this.streams.add(response);
      response.on('close', () => this.streams.delete(response));
    } else response.writeHead(404).end();
  }

  private metadata(): object {
    const feed = this.hasFeed ? { revocation_feed_endpoint: `${this.identifier}/revocations` } : {};
    return { issuer: this.identifier, jwks_uri: `${this.identifier}/jwks`, ...feed };
  }
}

function json(response: ServerResponse, body: object): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

/** A UUIDv7 of that moment. */
export function newId(at = Date.now()): string {
  const hex = at.toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function markOfId(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
}

function markOf(kind: string, name: string): string {
  return createHash('sha256').update(`${kind}:${name}`).digest().subarray(0, 16).toString('base64url');
}
