/** The web site of a client, or of an attacker: keeps what browsers bring, and shows what the test wants. */
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSignedCertificate } from './self-signed-certificate';

export interface Arrival {
  readonly method: string;
  readonly url: URL;
  /** Response parameters, wherever a server can see them: the query, or the body of a form. */
  readonly parameters: Readonly<Record<string, string>>;
}

export class ClientSite {
  /** What came to any path but those with a page of their own, oldest first. */
  readonly arrivals: Arrival[] = [];
  private readonly pages = new Map<string, string>();
  private readonly redirects = new Map<string, string>();

  private constructor(
    private readonly server: Server,
    private readonly scheme: 'http' | 'https',
  ) {}

  /** @param host for https: the name that the certificate is made for */
  static async start(options: { readonly httpsFor?: string } = {}): Promise<ClientSite> {
    const answer = (request: IncomingMessage, response: ServerResponse) => void site.answer(request, response);
    const server =
      options.httpsFor === undefined
        ? createHttpServer(answer)
        : createHttpsServer(selfSignedCertificate(options.httpsFor), answer);
    const site = new ClientSite(server, options.httpsFor === undefined ? 'http' : 'https');
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return site;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `${this.scheme}://127.0.0.1:${this.port}`;
  }

  /** The last arrival. */
  get last(): Arrival {
    const last = this.arrivals.at(-1);
    if (last === undefined) throw new Error('Nothing arrived at the client.');
    return last;
  }

  show(path: string, html: string): void {
    this.pages.set(path, html);
  }

  /** Sends browsers on from `path` after keeping what they brought. */
  sendOn(path: string, location: string): void {
    this.redirects.set(path, location);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `${this.scheme}://${request.headers.host ?? 'client.example'}`);
    const page = this.pages.get(url.pathname);
    if (page !== undefined) return void response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    if (url.pathname === '/favicon.ico') return void response.writeHead(204).end();
    const body: Buffer[] = [];
    for await (const chunk of request) body.push(chunk as Buffer);
    const sent = request.method === 'POST' ? new URLSearchParams(Buffer.concat(body).toString()) : url.searchParams;
    this.arrivals.push({ method: request.method ?? '', url, parameters: Object.fromEntries(sent) });
    const onward = this.redirects.get(url.pathname);
    if (onward !== undefined) return void response.writeHead(302, { location: onward }).end();
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>client</title><h1>Client</h1>');
  }
}
