import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import type { TrustProxy } from '@gatehouse/environment';
import { audienceOf } from './errors/audience-filters';
import { FailureAnswers } from './errors/failure-answers';
import { LeanExpressAdapter, type ServerLimits } from './lean-express.adapter';
import type { OpenLog } from './logging/log';
import { NestLog } from './logging/nest-log';
import { RequestLog } from './logging/request-log';
import { MalformedRequest } from './malformed-request';
import type { Metrics } from './metrics/metrics';

export interface HttpApplicationOptions {
  readonly log: OpenLog;
  readonly metrics: Metrics;
  readonly trustProxy: TrustProxy;
  readonly limits?: Partial<ServerLimits>;
}

export interface HttpApplication {
  readonly application: NestExpressApplication;
  readonly adapter: LeanExpressAdapter;
}

/**
 * A Nest application on the lean adapter, with logging, metrics and error answers in place. Its root module must import
 * `ConfigModule` and `HttpModule`. Not yet listening. Rejects when a module cannot be built.
 */
export async function createHttpApplication(
  root: Type | DynamicModule,
  { log, metrics, trustProxy, limits = {} }: HttpApplicationOptions,
): Promise<HttpApplication> {
  const requestLog = log.log.isLevelEnabled('info') ? new RequestLog(log.writeLine) : undefined;
  const adapter = new LeanExpressAdapter({
    trustProxy,
    limits,
    onAnswered(request, response) {
      const duration = performance.now() - (request.receivedAt ?? 0);
      metrics.requests.record(request, response, duration);
      requestLog?.answered(request, response, duration);
    },
    onAmbiguousPath(request, response) {
      const malformed = new MalformedRequest(400, 'bad_path', 'the path has more than one reading');
      const asked = request as Request;
      application.get(FailureAnswers).answer(audienceOf(asked), malformed, asked, response as Response);
    },
  });
  const application = await NestFactory.create<NestExpressApplication>(root, adapter, {
    logger: new NestLog(log.log),
    bodyParser: false,
    abortOnError: false,
  });
  return { application, adapter };
}
