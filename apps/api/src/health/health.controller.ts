import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { sendJson } from '../http/answers';
import { SECURITY_HEADERS } from '../http/http.module';
import type { SecurityHeaders } from '../http/security-headers';
import { Readiness } from './readiness';

const ALIVE = Buffer.from('{"status":"alive"}');

/** Probes. Liveness touches nothing: a slow database must not get the process killed. D-18. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    @Inject(SECURITY_HEADERS) private readonly headers: SecurityHeaders,
  ) {}

  @Get('live')
  live(@Res() response: Response): void {
    sendJson(response, 200, ALIVE, this.headers.json);
  }

  @Get('ready')
  async ready(@Res() response: Response): Promise<void> {
    const { ready, checks } = await this.readiness.report();
    sendJson(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not_ready', checks }, this.headers.json);
  }
}
