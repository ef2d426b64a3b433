/** The middleware in a real Express application, and the guard in a real NestJS one. RFC 6750 §3. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Module, Req, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import express from 'express';
import { AUDIENCE, FakeIssuer, newId } from '../testing/fake-issuer';
import {
  accessTokenGuard,
  accessTokenOf,
  createAccessTokenVerifier,
  requireAccessToken,
  type AccessTokenVerifier,
} from './index';

let issuer: FakeIssuer;
let verifier: AccessTokenVerifier;

beforeAll(async () => {
  issuer = await FakeIssuer.start();
  verifier = createAccessTokenVerifier({ issuer: issuer.identifier, audience: AUDIENCE });
});
afterAll(async () => {
  verifier.close();
  await issuer.stop();
});

interface Application {
  readonly origin: string;
  readonly close: () => Promise<unknown>;
}

async function listening(listener: RequestListener): Promise<Application> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise((resolve) => server.close(resolve));
  return { origin: originOf(server), close };
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function expressApplication(): Promise<Application> {
  const app = express();
  app.get('/orders', requireAccessToken(verifier, ['orders:read']), (request, response) => {
    response.json({ subject: accessTokenOf(request).subject });
  });
  app.get('/open', (request, response) => {
    response.json({ subject: accessTokenOf(request).subject });
  });
  return listening(app);
}

async function nestApplication(): Promise<Application> {
  @Controller()
  class OrdersController {
    @Get('orders')
    @UseGuards(accessTokenGuard(verifier, ['orders:read']))
    read(@Req() request: object) {
      return { subject: accessTokenOf(request).subject };
    }

    @Get('open')
    open(@Req() request: object) {
      return { subject: accessTokenOf(request).subject };
    }
  }

  @Module({ controllers: [OrdersController] })
  class OrdersModule {}

  const application = await NestFactory.create(OrdersModule, { logger: false });
  await application.listen(0, '127.0.0.1');
  return { origin: originOf(application.getHttpServer() as Server), close: () => application.close() };
}

describe.each([
  ['Express', expressApplication],
  ['NestJS', nestApplication],
])('an API on %s', (_name, start) => {
  let application: Application;
  beforeAll(async () => {
    application = await start();
  });
  afterAll(() => application.close());

  const ask = (authorization?: string, path = '/orders') =>
    fetch(application.origin + path, authorization === undefined ? {} : { headers: { authorization } });

  it('lets a good token pass, and has it at hand', async () => {
    const answer = await ask(await issuer.token());
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ subject: 'alice' });
  });

  it('answers a request without a token with a bare challenge', async () => {
    const answer = await ask();
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('says what is wrong with a token', async () => {
    const answer = await ask('Bearer made.up.token');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
    expect(await answer.text()).toContain('The access token is not valid here.');
  });

  it('names the scope that is missing', async () => {
    const answer = await ask(await issuer.token({ scope: 'orders:write' }));
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope", scope="orders:read"');
  });

  it('refuses a token that has been revoked', async () => {
    const jti = newId();
    const token = await issuer.token({ jti });
    expect((await ask(token)).status).toBe(200);
    await issuer.revokeToken(jti);
    for (let attempt = 0; attempt < 300 && (await ask(token)).status === 200; attempt++) {
      await new Promise((resume) => setTimeout(resume, 20));
    }
    const answer = await ask(token);
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('has been revoked');
  });

  it('fails where a handler asks for a token that nobody checked', async () => {
    expect((await ask(await issuer.token(), '/open')).status).toBe(500);
  });
});

describe('the middleware', () => {
  it('works on Node’s own requests, and hands on what is not about tokens', async () => {
    const broken: AccessTokenVerifier = { ...verifier, verify: () => Promise.reject(new Error('broken')) };
    const outcomes: unknown[] = [];
    const application = await listening((request, response) => {
      requireAccessToken(broken)(request, response, (error) => {
        outcomes.push(error);
        response.end();
      });
    });
    await fetch(application.origin);
    await application.close();
    expect(outcomes).toEqual([expect.objectContaining({ message: 'broken' })]);
  });
});
