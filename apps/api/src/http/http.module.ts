import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, HttpAdapterHost } from '@nestjs/core';
import { Settings } from '@gatehouse/environment';
import { type CookiePolicy, cookiePolicy } from './cookies';
import { FallbackFilter } from './errors/audience-filters';
import { ErrorPages } from './errors/error-pages';
import { FailureAnswers } from './errors/failure-answers';
import { Refusals } from './errors/refusals';
import { JsonBodyInterceptor } from './json-body.interceptor';
import { Log } from './logging/log';
import { Metrics } from './metrics/metrics';
import { MetricsController } from './metrics/metrics.controller';
import { type SecurityHeaders, securityHeaders } from './security-headers';

/** Token of `SecurityHeaders`: `@Inject(SECURITY_HEADERS)`. */
export const SECURITY_HEADERS = Symbol('SecurityHeaders');
/** Token of `CookiePolicy`: `@Inject(COOKIE_POLICY)`. */
export const COOKIE_POLICY = Symbol('CookiePolicy');

/** What every room shares; global. Needs `Settings` (ConfigModule). */
@Module({})
export class HttpModule {
  static for(log: Log, metrics: Metrics): DynamicModule {
    return {
      module: HttpModule,
      global: true,
      controllers: [MetricsController],
      providers: [
        { provide: Log, useValue: log },
        { provide: Metrics, useValue: metrics },
        ErrorPages,
        Refusals,
        JsonBodyInterceptor,
        {
          provide: SECURITY_HEADERS,
          useFactory: (settings: Settings): SecurityHeaders => securityHeaders(settings.issuer.secure),
          inject: [Settings],
        },
        {
          provide: COOKIE_POLICY,
          useFactory: (settings: Settings): CookiePolicy => cookiePolicy(settings.issuer.url),
          inject: [Settings],
        },
        {
          provide: FailureAnswers,
          useFactory: (headers: SecurityHeaders, pages: ErrorPages) => new FailureAnswers(headers, pages, log),
          inject: [SECURITY_HEADERS, ErrorPages],
        },
        {
          provide: APP_FILTER,
          useFactory: (answers: FailureAnswers, host: HttpAdapterHost) => new FallbackFilter(answers, host),
          inject: [FailureAnswers, HttpAdapterHost],
        },
      ],
      exports: [Log, Metrics, ErrorPages, FailureAnswers, Refusals, SECURITY_HEADERS, COOKIE_POLICY],
    };
  }
}
