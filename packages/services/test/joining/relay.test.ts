import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openRelay } from '../../src/joining/relay.js';
import { freePort } from '../../src/process/ports.js';

const CLIENT_HELLO = Buffer.from([0x16, 0x03, 0x01, 0x00, 0x05, 1, 2, 3, 4, 5]);

/** A server that greets, as NATS does, and keeps what it receives. */
async function greeter() {
  const heard: Buffer[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    socket.write('INFO {}\r\n');
    socket.on('data', (bytes) => {
      heard.push(bytes);
      socket.write(bytes);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { heard, sockets, port: (server.address() as AddressInfo).port };
}

async function relayTo(target: () => Promise<number>) {
  const port = await freePort();
  const relay = await openRelay(['127.0.0.1'], port, target);
  onTestFinished(() => relay.close());
  return { port, relay };
}

async function dial(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

async function read(socket: Socket, bytes: number): Promise<Buffer> {
  let got = Buffer.alloc(0);
  for await (const piece of socket.iterator({ destroyOnReturn: false })) {
    got = Buffer.concat([got, piece as Buffer]);
    if (got.length >= bytes) break;
  }
  return got;
}

test('the greeting comes out, and what begins as TLS does goes in and back, every byte of it', async () => {
  const target = await greeter();
  const { port } = await relayTo(async () => target.port);
  const socket = await dial(port);
  expect(String(await read(socket, 9))).toBe('INFO {}\r\n');
  socket.write(CLIENT_HELLO);
  const large = Buffer.alloc(5_000_000, 7);
  socket.write(large);
  const back = await read(socket, CLIENT_HELLO.length + large.length);
  expect(back.subarray(0, CLIENT_HELLO.length)).toEqual(CLIENT_HELLO);
  expect(back.subarray(CLIENT_HELLO.length).equals(large)).toBe(true);
});

test('who speaks in the clear is cut off, and the server hears nothing of it', async () => {
  const target = await greeter();
  const { port } = await relayTo(async () => target.port);
  const socket = await dial(port);
  const closed = once(socket.resume(), 'close');
  socket.write('CONNECT {"user":"coordinator","pass":"secret"}\r\nPING\r\n');
  await closed;
  expect(target.heard).toEqual([]);
});

test('either end may leave, and the other notices', async () => {
  const target = await greeter();
  const { port } = await relayTo(async () => target.port);
  const [first, second] = [await dial(port), await dial(port)];
  await expect.poll(() => target.sockets.length).toBe(2);
  const gone = once(first.resume(), 'close');
  target.sockets[0]?.destroy();
  await gone;
  second.destroy();
  await expect.poll(() => target.sockets[1]?.resume().destroyed).toBe(true);
});

test('while the server is unreachable, connections end at once, and come through again when it is at another port', async () => {
  const nobody = await freePort();
  let targetPort = nobody;
  const { port } = await relayTo(async () => targetPort);
  const lost = await dial(port);
  await once(lost.resume(), 'close');
  targetPort = (await greeter()).port;
  expect(String(await read(await dial(port), 9))).toBe('INFO {}\r\n');
});

test('closing it ends every connection, and frees the port', async () => {
  const target = await greeter();
  const { port, relay } = await relayTo(async () => target.port);
  const socket = await dial(port);
  await read(socket, 9);
  const closed = once(socket.resume(), 'close');
  await relay.close();
  await closed;
  const again = await openRelay(['127.0.0.1'], port, async () => target.port);
  await again.close();
});

test('where one of the addresses cannot be had, none is kept', async () => {
  const port = await freePort();
  const squatter = createServer().listen(port, '127.0.0.2');
  await once(squatter, 'listening');
  onTestFinished(() => void squatter.close());
  await expect(openRelay(['127.0.0.1', '127.0.0.2'], port, async () => 1)).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
  const again = await openRelay(['127.0.0.1'], port, async () => 1);
  await again.close();
});
