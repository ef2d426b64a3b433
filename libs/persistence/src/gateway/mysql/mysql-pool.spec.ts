import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { isConnectionLost } from './mysql-faults';
import { detectDialect } from './mysql-pool';

/** One packet of the MySQL protocol: length, sequence number, content. */
function packet(sequence: number, content: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUIntLE(content.length, 0, 3);
  head.writeUInt8(sequence, 3);
  return Buffer.concat([head, content]);
}

/** Protocol 10, server version, connection 1, challenge, capabilities (4.1, plug-in authentication), collation, status. */
const GREETING = packet(
  0,
  Buffer.concat([
    Buffer.from(`\x0a8.0.0\0\x01\0\0\0${'c'.repeat(8)}\0\x01\x82\x2d\x02\0\x08\0\x15${'\0'.repeat(10)}`, 'latin1'),
    Buffer.from(`${'c'.repeat(12)}\0mysql_native_password\0`),
  ]),
);
const OK = packet(2, Buffer.from('\0\0\0\x02\0\0\0', 'latin1'));

describe('detectDialect', () => {
  it('does not wait for ever for a server that lets it in and never answers', async () => {
    const received: Buffer[] = [];
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write(GREETING);
      socket.on('data', (data) => {
        received.push(data);
        if (received.length === 1) socket.write(OK);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const refused: unknown = await detectDialect({ host: '127.0.0.1', port, user: 'anybody' }, 100).catch(
      (error: unknown) => error,
    );
    server.close();
    await once(server, 'close');
    expect(isConnectionLost(refused)).toBe(true);
    // It was let in and asked: the limit that ended it is not the one for connecting.
    expect(received[1]?.toString('latin1')).toContain('SELECT VERSION()');
  });
});
