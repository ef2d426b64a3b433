/** The browser-facing rooms over real HTTP, on stores in memory and a clock that moves only when told. For specs. */
import type { AddressInfo } from 'node:net';
import { Global, Module } from '@nestjs/common';
import { IdentityUnitOfWork, Sessions, Setup, SignIn } from '@gatehouse/identity';
import { cheapPasswordHasher, identityAccount, MemoryIdentityUnitOfWork } from '@gatehouse/identity/testing';
import { type ClientRecord, Clock, newTimeOrderedId } from '@gatehouse/protocol';
import { client, MemoryClientDirectory, protocolContext, type TestContext } from '@gatehouse/protocol/testing';
import { AuthorizationModule } from '../../src/authorization/authorization.module';
import { ConfigModule } from '../../src/config/config.module';
import { readEnvironment } from '@gatehouse/environment';
import { createHttpApplication } from '../../src/http/create-http-application';
import { HttpModule } from '../../src/http/http.module';
import { openLog } from '../../src/http/logging/log';
import { Metrics } from '../../src/http/metrics/metrics';
import { OpenidModule } from '../../src/openid/openid.module';
import { PROTOCOL_CONTEXT } from '../../src/wiring/tokens';
import { InteractionModule } from '../../src/interaction/interaction.module';

export const ISSUER = 'http://localhost:4000';
export const PASSWORD = 'correct horse battery staple';

export interface TestApplication {
  readonly port: number;
  readonly context: TestContext;
  readonly identity: MemoryIdentityUnitOfWork;
  /** Every line of the log, as written. */
  readonly lines: string[];
  close(): Promise<void>;
}

/** Starts it with the person of `identityAccount()`, who has `PASSWORD`, and these clients (default: `client()`). */
export async function startTestApplication(...clients: ClientRecord[]): Promise<TestApplication> {
  const directory = new MemoryClientDirectory(...(clients.length === 0 ? [client()] : clients));
  const context = protocolContext({ clients: directory, options: { issuer: ISSUER } });
  const identity = new MemoryIdentityUnitOfWork();
  const hasher = cheapPasswordHasher();
  identity.state.accounts.set(identityAccount().id, identityAccount({ passwordHash: await hasher.hash(PASSWORD) }));
  const parts = { unitOfWork: identity, hasher, newId: newTimeOrderedId };

  const wiring = [
    { provide: PROTOCOL_CONTEXT, useValue: context },
    { provide: IdentityUnitOfWork, useValue: identity },
    { provide: Sessions, useValue: new Sessions(identity) },
    { provide: SignIn, useValue: new SignIn(parts) },
    { provide: Setup, useValue: new Setup(parts) },
    { provide: Clock, useValue: context.clock },
  ];
  @Global()
  @Module({ providers: wiring, exports: wiring })
  class Wiring {}

  const lines: string[] = [];
  const log = openLog({ level: 'debug', destination: { write: (line) => void lines.push(line) }, pretty: false });
  const metrics = new Metrics();
  const { settings } = readEnvironment({ ISSUER_URL: ISSUER, MASTER_KEY: Buffer.alloc(32, 7).toString('base64') });
  if (settings === undefined) throw new Error('the test environment is faulty');

  @Module({
    imports: [
      ConfigModule.for(settings),
      HttpModule.for(log.log, metrics),
      Wiring,
      AuthorizationModule,
      InteractionModule,
      OpenidModule,
    ],
  })
  class Root {}

  const { application } = await createHttpApplication(Root, { log, metrics, trustProxy: false });
  await application.listen(0, '127.0.0.1');
  const { port } = application.getHttpServer().address() as AddressInfo;
  return { port, context, identity, lines, close: () => application.close() };
}
