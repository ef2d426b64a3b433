/** One answer that stays open: server-sent events, HTML Standard §9.2. */
import type { ServerResponse } from 'node:http';
import type { HeaderList } from './security-headers';

/** Bytes that may wait for a slow reader; beyond, it is cut off and comes back with its last event's id. */
const LONGEST_BACKLOG = 4 * 1024 * 1024;
/** Milliseconds after which a reader comes back when the connection breaks. */
const COME_BACK_AFTER = 1_000;

export interface ServerSentEvent {
  readonly id: string;
  readonly event: string;
  /** One line. */
  readonly data: string;
}

export class EventStream {
  constructor(private readonly response: ServerResponse) {}

  /** Sends the head. @param headers beside those of every event stream */
  open(headers: HeaderList): void {
    for (let index = 0; index + 1 < headers.length; index += 2) {
      this.response.setHeader(headers[index] ?? '', headers[index + 1] ?? '');
    }
    this.response.setHeader('Content-Type', 'text/event-stream');
    // A proxy that gathers or compresses would hold events back.
    this.response.setHeader('Cache-Control', 'no-store, no-transform');
    this.response.setHeader('X-Accel-Buffering', 'no');
    this.response.writeHead(200);
    this.response.write(`retry: ${COME_BACK_AFTER}\n\n`);
  }

  send({ id, event, data }: ServerSentEvent): void {
    if (this.response.destroyed || this.response.writableEnded) return;
    this.response.write(`id: ${id}\nevent: ${event}\ndata: ${data}\n\n`);
    if (this.response.writableLength > LONGEST_BACKLOG) this.response.destroy();
  }

  /** Keeps proxies from closing a connection on which nothing happens. */
  comment(): void {
    if (!this.response.destroyed && !this.response.writableEnded) this.response.write(':\n\n');
  }

  end(): void {
    this.response.end();
  }

  /** Whether the process is on its way out: see the lean adapter. */
  get isLeaving(): boolean {
    return (this.response as { isLeaving?: boolean }).isLeaving === true;
  }
}
