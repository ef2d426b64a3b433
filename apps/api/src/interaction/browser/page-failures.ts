/**
 * Turns a refused request into its page: what went wrong in our own words, what to do now, and the reference under which
 * the log has the rest. Refusals that are no page's own go the way of all other failures.
 */
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type ClientRecord, OAuthError, type ProtocolContext } from '@gatehouse/protocol';
import { FailureAnswers } from '../../http/errors/failure-answers';
import { Refusals, type RefusingEndpoint } from '../../http/errors/refusals';
import { Log } from '../../http/logging/log';
import { requestIdOf } from '../../http/request-context';
import { pathOf } from '../../http/request-target';
import { PROTOCOL_CONTEXT } from '../../wiring/tokens';
import { errorCatalogue, type ErrorKind } from '../pages/error-catalogue';
import { renderErrorPage } from '../pages/error.page';
import { HostedPages } from './hosted-pages';
import { PageRefusal } from './page-refusal';

/** The checks of the protocol that have a page of their own. */
const KINDS: Readonly<Record<string, ErrorKind>> = {
  'client.unknown': 'unknown-client',
  'client_id.missing': 'malformed-request',
  'client_id.repeated': 'malformed-request',
  'client.disabled': 'disabled-client',
  'redirect_uri.missing': 'redirect-uri-missing',
  'redirect_uri.unregistered': 'redirect-uri-mismatch',
  'redirect_uri.expired': 'redirect-uri-mismatch',
  'redirect_uri.repeated': 'malformed-request',
  'response_mode.repeated': 'malformed-request',
  'state.repeated': 'malformed-request',
  'parameter.repeated': 'malformed-request',
};

interface Refusal {
  readonly kind: ErrorKind;
  readonly check: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly clientId?: string | undefined;
  readonly headers?: readonly string[] | undefined;
}

@Injectable()
export class PageFailures {
  constructor(
    private readonly pages: HostedPages,
    private readonly failures: FailureAnswers,
    private readonly refusals: Refusals,
    private readonly log: Log,
    @Inject(PROTOCOL_CONTEXT) private readonly context: ProtocolContext,
  ) {}

  async answer(thrown: unknown, request: Request, response: Response): Promise<void> {
    const refusal = refusalOf(thrown);
    this.report(thrown, refusal, request);
    if (refusal === undefined) {
      this.failures.answer('page', thrown, request, response);
      return;
    }
    const { kind, check, detail, clientId, headers = [] } = refusal;
    const reference = requestIdOf(request);
    const { status } = errorCatalogue[kind];
    this.log.info({ requestId: reference, status, kind, check, detail }, 'request refused');
    const client = clientId === undefined ? undefined : await this.context.clients.find(clientId);
    this.pages.send(request, response, {
      status,
      headers,
      render: (context) =>
        renderErrorPage({ context, kind, reference, at: this.context.clock.now(), back: homeOf(client) }),
    });
  }

  private report(thrown: unknown, refusal: Refusal | undefined, request: Request): void {
    // What is not there was not refused.
    if (refusal?.kind === 'page-not-found') return;
    const words = refusal && { code: refusal.kind, description: '', check: refusal.check, detail: refusal.detail };
    const said = thrown instanceof PageRefusal ? words : thrown;
    this.refusals.report({ endpoint: endpointOf(request), request, parameters: undefined, thrown: said });
  }
}

const ENDPOINTS: Readonly<Record<string, RefusingEndpoint>> = {
  '/oauth/authorize': 'authorize',
  '/oauth/logout': 'logout',
};

function endpointOf(request: Request): RefusingEndpoint {
  return ENDPOINTS[pathOf(request.originalUrl)] ?? 'page';
}

function refusalOf(thrown: unknown): Refusal | undefined {
  if (thrown instanceof PageRefusal) {
    const { check, detail = {}, clientId, headers } = thrown.options;
    return { kind: thrown.kind, check, detail, clientId, headers };
  }
  if (thrown instanceof OAuthError && thrown.status < 500) {
    return { kind: KINDS[thrown.check] ?? 'request-refused', check: thrown.check, detail: thrown.detail };
  }
  return undefined;
}

function homeOf(client: ClientRecord | undefined): { url: string; name: string } | undefined {
  if (!client || client.disabledAt !== null || client.clientUri === undefined) return undefined;
  return { url: client.clientUri, name: client.clientName };
}
