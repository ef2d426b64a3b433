/** Control L: the same handler as control N's on our adapter, body reader and answers. */
import 'reflect-metadata';
import { Controller, Get, Module, Post, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Request, Response } from 'express';
/* eslint-disable @nx/enforce-module-boundaries -- the control is made of the API's own parts, which no library exports */
import { sendJson } from '../../apps/api/src/http/answers';
import { readForm } from '../../apps/api/src/http/body-reader';
import { LeanExpressAdapter } from '../../apps/api/src/http/lean-express.adapter';
import { securityHeaders } from '../../apps/api/src/http/security-headers';
/* eslint-enable @nx/enforce-module-boundaries */
import { answer } from './fixed-answer.mjs';

const headers = securityHeaders(false);

@Controller()
class TokenController {
  @Get()
  ready(): string {
    return 'ready';
  }

  @Post('oauth/token')
  async token(@Req() request: Request, @Res() response: Response): Promise<void> {
    const form = await readForm(request);
    sendJson(response, 200, answer(form.find(([name]) => name === 'scope')?.[1]), headers.json);
  }
}

@Module({ controllers: [TokenController] })
class AppModule {}

async function main(): Promise<void> {
  const application = await NestFactory.create(AppModule, new LeanExpressAdapter(), {
    logger: false,
    bodyParser: false,
  });
  await application.listen(Number(process.env['PORT']), '127.0.0.1');
}

void main();
