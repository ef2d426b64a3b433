import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { sendEmpty, sendJson, sendPage, sendRedirect } from './answers';
import { securityHeaders } from './security-headers';

const headers = securityHeaders(true);

async function answered(write: (response: ServerResponse) => void, method = 'GET') {
  const server = createServer((_request, response) => {
    try {
      write(response);
    } catch (error) {
      response.destroy(error as Error);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    const answer = await fetch(url, { method, redirect: 'manual' });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('answers', () => {
  it('send JSON from a value or from bytes', async () => {
    const value = await answered((response) => sendJson(response, 201, { text: 'ü' }, headers.json));
    expect(value).toMatchObject({
      status: 201,
      text: '{"text":"ü"}',
      headers: {
        'content-type': 'application/json',
        'content-length': '13',
        'cache-control': 'no-store',
        pragma: 'no-cache',
        'strict-transport-security': 'max-age=31536000',
      },
    });
    const bytes = await answered((response) => sendJson(response, 200, Buffer.from('{}'), headers.publicJson(60)));
    expect(bytes).toMatchObject({
      text: '{}',
      headers: { 'cache-control': 'public, max-age=60', 'access-control-allow-origin': '*' },
    });
    expect(bytes.headers).not.toHaveProperty('pragma');
  });

  it('keep headers that were set before, and let their own win', async () => {
    const answer = await answered((response) => {
      response.setHeader('DPoP-Nonce', 'n');
      response.setHeader('Cache-Control', 'public');
      sendJson(response, 200, {}, headers.json);
    });
    expect(answer.headers).toMatchObject({ 'dpop-nonce': 'n', 'cache-control': 'no-store' });
  });

  it('send a page', async () => {
    const answer = await answered((response) =>
      sendPage(response, 400, '<p>ü', headers.page("default-src 'none'", '/')),
    );
    expect(answer).toMatchObject({
      status: 400,
      text: '<p>ü',
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'" },
    });
  });

  it('redirect with 303, and not to a header of somebody else', async () => {
    const answer = await answered((response) => sendRedirect(response, 'https://a.example/cb?code=1', headers.bare));
    expect(answer).toMatchObject({
      status: 303,
      headers: { location: 'https://a.example/cb?code=1', 'referrer-policy': 'no-referrer' },
    });
    for (const location of ['/x\r\nSet-Cookie: a=1', '/x\n', '/x\0']) {
      await expect(answered((response) => sendRedirect(response, location, headers.bare))).rejects.toThrow();
    }
  });

  it('have no body for 204 and HEAD', async () => {
    const empty = await answered((response) => sendEmpty(response, 204, headers.bare));
    expect(empty.headers).not.toHaveProperty('content-length');
    const head = await answered((response) => sendJson(response, 200, { a: 1 }, headers.json), 'HEAD');
    expect(head).toMatchObject({ text: '', headers: { 'content-length': '7' } });
  });

  it('do nothing a second time, or for a client that has left', async () => {
    const twice = await answered((response) => {
      sendJson(response, 200, { first: true }, headers.json);
      sendJson(response, 500, { second: true }, headers.json);
    });
    expect(twice).toMatchObject({ status: 200, text: '{"first":true}' });

    const outcome = await new Promise((resolve) => {
      const server = createServer((_request, response) => {
        response.on('close', () => {
          try {
            sendJson(response, 200, {}, headers.json);
            resolve('quiet');
          } catch (error) {
            resolve(error);
          }
          server.close();
        });
      });
      server.listen(0, '127.0.0.1', () => {
        const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
        socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n', () => setTimeout(() => socket.destroy(), 50));
      });
    });
    expect(outcome).toBe('quiet');
  });

  it('send HSTS only where the issuer is https', () => {
    expect(securityHeaders(false).json).not.toContain('Strict-Transport-Security');
  });
});
