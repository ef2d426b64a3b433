/** Reads server-sent events over a connection that keeps no process alive. HTML Standard §9.2. */
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { createParser } from 'eventsource-parser';

export interface EventStreamOptions {
  readonly url: URL;
  readonly lastEventId: string | undefined;
  readonly onEvent: (data: string) => void;
  /** Milliseconds to the first event; longer means that somebody on the way holds events back. */
  readonly patience: number;
  /** Milliseconds without any event after which the stream counts as cut. */
  readonly silence: number;
  readonly signal: AbortSignal;
}

/** Characters of one event. */
const LONGEST_EVENT = 64 * 1024 * 1024;

/** Resolves when the stream ends by itself. @throws Error when it cannot be had, falls silent or breaks */
export function readEventStream(options: EventStreamOptions): Promise<void> {
  const { url, lastEventId, onEvent, patience, silence, signal } = options;
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const headers = {
      accept: 'text/event-stream',
      'cache-control': 'no-cache',
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    };
    const sent = send(url, { headers, agent: false, signal });
    let timer: NodeJS.Timeout;
    const expectEvent = (milliseconds: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => sent.destroy(new Error('The stream is silent.')), milliseconds).unref();
    };
    const finish = (error?: Error): void => {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve();
    };
    const parser = createParser({
      maxBufferSize: LONGEST_EVENT,
      onEvent: ({ data }) => {
        expectEvent(silence);
        onEvent(data);
      },
    });
    const read = (response: IncomingMessage): void => {
      if (response.statusCode !== 200 || !/^text\/event-stream\b/.test(response.headers['content-type'] ?? '')) {
        sent.destroy(new Error(`The stream answered ${response.statusCode}.`));
        return;
      }
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        try {
          parser.feed(chunk);
        } catch (error) {
          sent.destroy(error as Error);
        }
      });
      response.on('error', finish);
      response.on('end', () => finish());
    };
    expectEvent(patience);
    sent.on('socket', (socket) => socket.unref());
    sent.on('response', read);
    sent.on('error', finish);
    sent.on('close', () => finish());
    sent.end();
  });
}
