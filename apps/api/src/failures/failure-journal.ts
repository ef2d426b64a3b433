/** Keeps refused requests, so that whoever is shown a reference can be told what was wrong. */
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Request } from 'express';
import { Counter } from 'prom-client';
import { Persistence } from '@gatehouse/persistence';
import { type ClientRecord, type ProtocolContext, readOpaqueSecret } from '@gatehouse/protocol';
import { Refusals, type Refused } from '../http/errors/refusals';
import { Log } from '../http/logging/log';
import { Metrics } from '../http/metrics/metrics';
import { clientAddressOf, requestIdOf, userAgentOf } from '../http/request-context';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';
import { claimedClient } from './claimed-client';
import { describeFailure, type RefusedRequest, refusalOf } from './describe-failure';

type Writer = ReturnType<Persistence['upkeep']['failureWriter']>;

@Injectable()
export class FailureJournal implements OnModuleDestroy {
  private readonly writer: Writer;
  /** Reports whose client is being looked up. */
  private readonly pending = new Set<Promise<void>>();

  constructor(
    persistence: Persistence,
    refusals: Refusals,
    metrics: Metrics,
    log: Log,
    @Inject(PROTOCOL_CONTEXT) private readonly protocol: ProtocolContext,
  ) {
    this.writer = persistence.upkeep.failureWriter((error) => log.warn({ error }, 'refused requests were not stored'));
    refusals.listen((refused) => this.note(refused));
    const { writer } = this;
    new Counter({
      name: 'gatehouse_failures_suppressed_total',
      help: 'Refused requests that were not stored: beyond the limits, or the database was not there.',
      registers: [metrics.registry],
      collect() {
        this.reset();
        this.inc(writer.suppressed);
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.allSettled(this.pending);
    await this.writer.close();
  }

  private note({ endpoint, request, parameters, thrown }: Refused): void {
    const said = refusalOf(thrown);
    if (!said) return;
    const { authorization } = request.headers;
    const claimedClientId = claimedClient(authorization, parameters);
    const seen = {
      reference: requestIdOf(request),
      at: this.protocol.clock.now(),
      endpoint,
      method: request.method,
      ip: clientAddressOf(request),
      userAgent: userAgentOf(request) ?? null,
      authorizationScheme: schemeOf(request),
      parameters,
      thrown,
      claimedClientId,
    };
    const report = this.known(claimedClientId)
      .then((client) => {
        this.writer.report({
          clientId: client?.clientId ?? null,
          ip: seen.ip,
          at: seen.at,
          describe: async () =>
            describeFailure({ ...seen, client, authorizedUri: await this.authorizedUri(said.check, seen) }, said),
        });
      })
      .finally(() => this.pending.delete(report));
    this.pending.add(report);
  }

  /** A database that cannot say who it is must not keep the refusal from being noted. */
  private async known(clientId: string | undefined): Promise<ClientRecord | undefined> {
    try {
      return clientId === undefined ? undefined : await this.protocol.clients.find(clientId);
    } catch {
      return undefined;
    }
  }

  /** What the redirect URI of a token request is compared with stands in the code's own row. */
  private async authorizedUri(
    check: string,
    { parameters }: Pick<RefusedRequest, 'parameters'>,
  ): Promise<string | undefined> {
    const code = check === 'code.redirect_uri' ? parameters?.get('code') : undefined;
    const secret = code === undefined ? undefined : readOpaqueSecret('authorizationCode', code);
    if (!secret) return undefined;
    return (await this.protocol.unitOfWork.reads.authorizationCodes.find(secret.id))?.code.redirectUri;
  }
}

const SCHEMES = new Set(['basic', 'bearer', 'dpop', 'digest', 'negotiate']);

/** One of the known words: a header without a scheme may be a secret from its first letter on. */
function schemeOf({ headers }: Request): string | null {
  const word = headers.authorization?.split(' ', 1)[0]?.toLowerCase();
  if (word === undefined) return null;
  return SCHEMES.has(word) ? word : 'other';
}
