/** What clients post to the API without a browser, to the process of their choice, and what becomes of it when it dies. */
import { Agent, request, type IncomingMessage } from 'node:http';
import { SECRET } from '../../support/configuration';

/** Longer than any answer takes; whoever waits this long has been forgotten. */
const PATIENCE = 30_000;

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The connection ended before the whole answer was there: nobody can tell whether the request took effect. */
export class AnswerLostError extends Error {
  override readonly name = 'AnswerLostError';
}

export type Form = Readonly<Record<string, string>>;

/** Posts forms over kept connections, as many at once as are asked for. */
export class DirectRequests {
  private readonly agent = new Agent({ keepAlive: true });

  /** @throws AnswerLostError */
  post(origin: string, path: string, form: Form): Promise<Answer> {
    const { client_id: clientId = '', ...rest } = form;
    // The public client names itself in the body, the confidential ones authenticate in the header.
    const isPublic = clientId === 'spa';
    const body = new URLSearchParams(isPublic ? form : rest).toString();
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      ...(isPublic ? {} : { authorization: `Basic ${Buffer.from(`${clientId}:${SECRET}`).toString('base64')}` }),
    };
    return new Promise((resolve, reject) => {
      const lost = (error?: Error) => reject(new AnswerLostError(`no answer from ${path}`, { cause: error }));
      const sent = request(new URL(path, origin), { method: 'POST', agent: this.agent, headers }, (response) => {
        readAnswer(response).then(resolve, lost);
      });
      sent.setTimeout(PATIENCE, () => {
        reject(new Error(`${path} did not answer`));
        sent.destroy();
      });
      sent.on('error', lost);
      sent.end(body);
    });
  }

  token(origin: string, form: Form): Promise<Answer> {
    return this.post(origin, '/oauth/token', form);
  }

  refresh(origin: string, token: string, clientId = 'spa'): Promise<Answer> {
    return this.token(origin, { grant_type: 'refresh_token', refresh_token: token, client_id: clientId });
  }

  /** Whether a token is active in the eyes of the APIs' own client. */
  async isActive(origin: string, token: string): Promise<boolean> {
    const { status, body } = await this.post(origin, '/oauth/introspect', { token, client_id: 'machine' });
    if (status !== 200) throw new Error(`introspection answered ${status} ${JSON.stringify(body)}`);
    return body['active'] === true;
  }

  close(): void {
    this.agent.destroy();
  }
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  if (!response.complete) throw new Error('the answer broke off');
  const text = Buffer.concat(chunks).toString();
  const isJson = /^application\/(?:[a-z.-]+\+)?json/.test(response.headers['content-type'] ?? '');
  return { status: response.statusCode ?? 0, body: isJson ? (JSON.parse(text) as Answer['body']) : { text } };
}

/** `200`, or the status with the error code, for counting answers. */
export function kindOf({ status, body }: Answer): string {
  return status === 200 ? '200' : `${status} ${String(body['error'] ?? body['text'] ?? '')}`;
}

/** How many answers of each kind there are. */
export function tally(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[kindOf(answer)] = (counts[kindOf(answer)] ?? 0) + 1;
  return counts;
}

/** A member of an answer that has to be a text. */
export function textOf({ status, body }: Answer, member: string): string {
  const value = body[member];
  if (typeof value !== 'string') throw new Error(`no ${member} in this answer: ${status} ${JSON.stringify(body)}`);
  return value;
}
