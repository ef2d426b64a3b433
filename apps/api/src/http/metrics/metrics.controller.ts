import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { sendJson } from '../answers';
import { Metrics } from './metrics';

/** `GET /metrics`: Prometheus. Holds counts and times by route pattern, nothing of any request. */
@Controller()
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get('metrics')
  async read(@Res() response: Response): Promise<void> {
    const text = Buffer.from(await this.metrics.text());
    const headers = ['Content-Type', this.metrics.contentType, 'Cache-Control', 'no-store'];
    sendJson(response, 200, text, [...headers, 'X-Content-Type-Options', 'nosniff']);
  }
}
