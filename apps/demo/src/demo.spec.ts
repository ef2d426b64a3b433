import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DemoConfig } from './config';
import { createDemo } from './demo';

// Nobody listens at the issuer: what needs it fails, and the demo must survive that too.
const config: DemoConfig = {
  issuer: 'http://127.0.0.1:1',
  port: 4002,
  host: '127.0.0.1',
  url: 'http://localhost:4002',
  clientId: 'demo',
  apiIdentifier: 'http://localhost:4002/api',
};

let server: Server;
beforeAll(async () => {
  server = createServer(createDemo(config));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

/** Sends the target as it is; answers the status. */
function ask(path: string, method = 'GET', headers: Record<string, string> = {}): Promise<number | undefined> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    });
    sent.on('error', reject).end();
  });
}

describe('the demo', () => {
  it.each(['/nowhere', '//', '///', '//evil.example/', '//[', '/\\', 'http://evil.example/', 'http://[/', '/%zz'])(
    'answers 404 to %s and lives on',
    async (target) => {
      expect(await ask(target)).toBe(404);
      expect(await ask('/')).toBe(200);
    },
  );

  it('answers 404 to OPTIONS * and to a method that a page does not have', async () => {
    expect(await ask('*', 'OPTIONS')).toBe(404);
    expect(await ask('/', 'DELETE')).toBe(404);
  });

  it('takes forms from its own pages only', async () => {
    expect(await ask('/call', 'POST', { origin: 'https://evil.example' })).toBe(403);
    expect(await ask('/call', 'POST', { origin: 'null' })).toBe(403);
    expect(await ask('/call', 'POST', { origin: config.url })).toBe(303);
  });

  it('says so when the issuer is away', async () => {
    expect(await ask('/sign-in')).toBe(502);
    expect(await ask('/api/notes')).toBe(401);
    expect(await ask('/api/notes', 'GET', { authorization: 'Bearer x.y.z' })).toBe(503);
  });
});
