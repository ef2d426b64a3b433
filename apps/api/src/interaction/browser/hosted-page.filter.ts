import {
  type ArgumentsHost,
  applyDecorators,
  Catch,
  type ExceptionFilter,
  Injectable,
  UseFilters,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { PageFailures } from './page-failures';

@Catch()
@Injectable()
export class HostedPageFilter implements ExceptionFilter {
  constructor(private readonly failures: PageFailures) {}

  catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    return this.failures.answer(thrown, http.getRequest<Request>(), http.getResponse<Response>());
  }
}

/** A controller whose every answer is a page for a person, refusals too. Its module must import `BrowserModule`. */
export const HostedPageAudience = () => applyDecorators(UseFilters(HostedPageFilter));
