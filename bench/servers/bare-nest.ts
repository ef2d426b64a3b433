/** Control N: Nest on Express as `nest new` leaves it. The same handler as control F's. */
import 'reflect-metadata';
import { Body, Controller, Get, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { answer } from './fixed-answer.mjs';

@Controller()
class TokenController {
  @Get()
  ready(): string {
    return 'ready';
  }

  @Post('oauth/token')
  @HttpCode(200)
  token(@Body() form: Readonly<Record<string, string>>): object {
    return answer(form['scope']);
  }
}

@Module({ controllers: [TokenController] })
class AppModule {}

async function main(): Promise<void> {
  const application = await NestFactory.create(AppModule, { logger: false });
  await application.listen(Number(process.env['PORT']), '127.0.0.1');
}

void main();
