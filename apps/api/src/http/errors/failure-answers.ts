/** Answers a failure in the form of the audience that asked, and logs what the answer may not say. */
import type { Request, Response } from 'express';
import { OAuthError } from '@gatehouse/protocol';
import { sendJson, sendPage } from '../answers';
import type { Log } from '../logging/log';
import { requestIdOf } from '../request-context';
import type { HeaderList, SecurityHeaders } from '../security-headers';
import type { ErrorPages } from './error-pages';
import { type Failure, toFailure } from './failure';

/** Who reads an answer: an OAuth client, a person, or a program of an admin. */
export type Audience = 'oauth' | 'page' | 'admin';

export class FailureAnswers {
  private readonly problemHeaders: HeaderList;

  constructor(
    private readonly headers: SecurityHeaders,
    private readonly pages: ErrorPages,
    private readonly log: Log,
  ) {
    this.problemHeaders = ['Content-Type', 'application/problem+json', ...headers.json.slice(2)];
  }

  answer(audience: Audience, thrown: unknown, request: Request, response: Response): void {
    const failure = toFailure(thrown);
    const reference = requestIdOf(request);
    this.record(failure, reference);
    if (response.headersSent) {
      // Half an answer is out: the client must not take it for a whole one.
      response.destroy();
      return;
    }
    // Whatever a handler set before it failed was meant for another answer, cookies too.
    for (const name of response.getHeaderNames()) if (!KEPT.has(name)) response.removeHeader(name);
    if (audience === 'oauth') this.answerClient(failure, reference, response);
    else if (audience === 'page') this.answerPerson(failure, reference, request, response);
    else this.answerAdmin(failure, reference, response);
  }

  /** RFC 6749 §5.2; RFC 6750 §3 through the error's own headers. */
  private answerClient(failure: Failure, reference: string, response: Response): void {
    // The endpoints know one code for a request that cannot be read, and 400 goes with it.
    const status = failure.status === 415 ? 400 : failure.status;
    const description = status >= 500 ? `${failure.description}; reference ${reference}` : failure.description;
    const body = { error: failure.oauthCode, error_description: description };
    sendJson(response, status, body, withHeaders(this.headers.json, failure.headers));
  }

  private answerPerson(failure: Failure, reference: string, request: Request, response: Response): void {
    const { kind, status } = failure;
    const { html, contentSecurityPolicy } = this.pages.render({ kind, status, reference }, request);
    const headers = this.headers.page(contentSecurityPolicy, request.url);
    sendPage(response, status, html, withHeaders(headers, failure.headers));
  }

  /** RFC 9457. */
  private answerAdmin(failure: Failure, reference: string, response: Response): void {
    const { problem, status } = failure;
    const body = {
      type: 'about:blank',
      title: problem?.title ?? sentence(failure.description),
      status,
      code: failure.problemCode,
      ...(problem?.detail === undefined ? {} : { detail: problem.detail }),
      ...(problem?.errors === undefined ? {} : { errors: problem.errors }),
      ...problem?.members,
      reference,
    };
    sendJson(response, status, body, withHeaders(this.problemHeaders, failure.headers));
  }

  private record(failure: Failure, requestId: string): void {
    const { thrown, status } = failure;
    if (thrown instanceof OAuthError) {
      const { code, check, detail, cause } = thrown;
      const fields = {
        requestId,
        status,
        oauthError: code,
        check,
        detail,
        ...(cause === undefined ? {} : { error: cause }),
      };
      if (status >= 500) this.log.error(fields, 'request failed');
      else this.log.info(fields, 'request refused');
    } else if (status >= 500) {
      this.log.error({ requestId, status, error: thrown }, 'request failed');
    } else {
      this.log.debug({ requestId, status, problem: failure.problemCode }, 'request refused');
    }
  }
}

/** Names of headers that also stand on a failed answer: CORS, or a script could not read the error. */
const KEPT = new Set([
  'access-control-allow-origin',
  'access-control-expose-headers',
  'access-control-allow-credentials',
  'vary',
  'dpop-nonce',
]);

function withHeaders(list: HeaderList, more: Readonly<Record<string, string>>): HeaderList {
  return [...list, ...Object.entries(more).flat()];
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
