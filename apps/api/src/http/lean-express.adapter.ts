/**
 * Nest's Express adapter without Express's biggest cost. Express changes the prototype of every request and response,
 * and V8 throws its optimisations away each time. Here both are born from classes that already carry Express's
 * prototypes, so that the change changes nothing. Whatever else every request needs happens before Express sees it.
 */
import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ExpressAdapter } from '@nestjs/platform-express';
import express from 'express';
import type { TrustProxy } from '@gatehouse/environment';
import { addDefaultHeaders } from './default-headers';
import { newReference } from './references';
import type { TracedRequest } from './request-context';
import { isPlainPath, toOriginForm } from './request-target';

/** Times in milliseconds, sizes in bytes. */
export interface ServerLimits {
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  /** Longer than a load balancer's, so that it is never we who close first. */
  readonly keepAliveTimeout: number;
  readonly maxHeaderSize: number;
  /** How often the two first are looked at. */
  readonly connectionsCheckingInterval: number;
}

export const SERVER_LIMITS: ServerLimits = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
  connectionsCheckingInterval: 2_000,
};

export interface LeanExpressOptions {
  readonly trustProxy?: TrustProxy;
  readonly limits?: Partial<ServerLimits>;
  /** Told about every answer that was sent or cut short. Must be cheap and must not throw. */
  readonly onAnswered?: (request: TracedRequest, response: ServerResponse) => void;
  /** Answers a path that has more than one reading. Default: an empty 400. */
  readonly onAmbiguousPath?: (request: TracedRequest, response: ServerResponse) => void;
}

/** The parts of an Express application that its types leave out or name otherwise. */
interface ExpressInternals {
  (request: IncomingMessage, response: ServerResponse): void;
  request: object;
  response: object;
  readonly router: { readonly stack: readonly RouterLayer[] };
}

interface RouterLayer {
  readonly route?: { readonly stack: readonly { readonly method: string }[] };
  match(path: string): unknown;
}

type Prototyped<T> = new (...parameters: never[]) => T;

export class LeanExpressAdapter extends ExpressAdapter {
  private leaving = false;

  constructor(private readonly settings: LeanExpressOptions = {}) {
    const app = express();
    app.disable('x-powered-by');
    app.disable('etag');
    // The router takes these when it is made, which the next line does.
    app.enable('case sensitive routing');
    app.enable('strict routing');
    app.set('trust proxy', settings.trustProxy ?? false);
    super(app);
  }

  /** From now on every answer asks its client to leave the connection. For a shutdown. */
  drain(): void {
    this.leaving = true;
  }

  override initHttpServer(): void {
    const app = this.getInstance<ExpressInternals>();
    const { LeanRequest, LeanResponse } = this.bornClasses(app);
    const limits = { ...SERVER_LIMITS, ...this.settings.limits };
    const { onAnswered, onAmbiguousPath = refuseAmbiguousPath } = this.settings;
    const answered = function (this: ServerResponse) {
      onAnswered?.(this.req, this);
    };
    const server = createServer(
      { ...limits, IncomingMessage: LeanRequest, ServerResponse: LeanResponse, requireHostHeader: true },
      (request: TracedRequest, response) => {
        request.requestId = newReference();
        request.receivedAt = performance.now();
        if (this.leaving) response.shouldKeepAlive = false;
        if (onAnswered !== undefined) response.on('close', answered);
        const target = request.url ?? '/';
        if (target.charCodeAt(0) !== 47) request.url = toOriginForm(target);
        if (isPlainPath(request.url ?? '/')) app(request, response);
        else onAmbiguousPath(request, response);
      },
    );
    server.on('clientError', refuseUnreadable);
    // Node keeps the address once it was asked for; after a client has left it could no longer be told.
    server.on('connection', (socket) => void socket.remoteAddress);
    this.setHttpServer(server as Server as never);
  }

  /** Methods that a path would take, such as `['GET', 'HEAD']`; empty for a path that does not exist. Scans all routes. */
  allowedMethods(path: string): readonly string[] {
    const allowed = new Set<string>();
    for (const layer of this.getInstance<ExpressInternals>().router.stack) {
      if (layer.route === undefined || !layer.match(path)) continue;
      for (const { method } of layer.route.stack) allowed.add(method.toUpperCase());
    }
    if (allowed.has('GET')) allowed.add('HEAD');
    return [...allowed].sort();
  }

  override getHttpServer(): Server {
    return super.getHttpServer() as Server;
  }

  private bornClasses(app: ExpressInternals) {
    const isDraining = () => this.leaving;

    class LeanRequest extends IncomingMessage {
      requestId = '';
      receivedAt = 0;
    }

    class LeanResponse extends ServerResponse<LeanRequest> {
      /** Whether its connection should be left after it; read by `answers.ts`, which writes past `writeHead` below. */
      get isLeaving(): boolean {
        return isDraining();
      }

      /** Every answer that was not written by `answers.ts` comes past here, also those of Nest and Express. */
      override writeHead(status: number, ...rest: never[]): this {
        if (this.isLeaving) this.shouldKeepAlive = false;
        addDefaultHeaders(this);
        return super.writeHead(status, ...rest);
      }
    }

    adopt(LeanRequest, app.request, IncomingMessage);
    adopt(LeanResponse, app.response, ServerResponse);
    app.request = LeanRequest.prototype;
    app.response = LeanResponse.prototype;
    return { LeanRequest, LeanResponse };
  }
}

/** Copies what Express put between `from` and Node's own prototype onto the class; nearer definitions win. */
function adopt(born: Prototyped<object>, from: object, nodes: Prototyped<object>): void {
  const chain: object[] = [];
  for (let link: object | null = from; link !== null && link !== nodes.prototype; link = Object.getPrototypeOf(link)) {
    chain.unshift(link);
  }
  const own = Object.getOwnPropertyDescriptors(born.prototype);
  for (const link of chain) Object.defineProperties(born.prototype, Object.getOwnPropertyDescriptors(link));
  Object.defineProperties(born.prototype, own);
}

function refuseAmbiguousPath(_request: TracedRequest, response: ServerResponse): void {
  response.writeHead(400, { 'Content-Length': 0 }).end();
}

/** What the HTTP parser could not read, or what took too long: RFC 9110 §15.5. Nothing of it is answered as it came. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = STATUS_OF_PARSER_ERROR[error.code ?? ''] ?? '400 Bad Request';
  // An answer may be on its way already on this connection; a second one would be taken for its body.
  const busy = (socket as Socket & { _httpMessage?: ServerResponse })._httpMessage?.headersSent === true;
  if (busy) socket.destroy();
  else socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\nCache-Control: no-store\r\n\r\n`);
}

const STATUS_OF_PARSER_ERROR: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};
