import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { LOOPBACK } from '../process/ports.js';

/** The first byte of a TLS connection: a record of the handshake (RFC 8446, 5.1). */
const TLS_HANDSHAKE = 0x16;

export interface Relay {
  /** Ends it with all of its connections. */
  close(): Promise<void>;
}

/**
 * Takes connections at each of these addresses of this machine and passes them on to a port of its loopback interface,
 * byte by byte: what is encrypted stays so from end to end. A client that does not begin with TLS is cut off, so that
 * nobody sends a password in the clear. `targetPort` is asked for each connection. Throws the system's error where an
 * address cannot be listened at.
 */
export async function openRelay(
  addresses: readonly string[],
  port: number,
  targetPort: () => Promise<number>,
): Promise<Relay> {
  const sockets = new Set<Socket>();
  /** What is lost on one side ends the other; which error it was is for the two ends to say. */
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  };
  const take = (outside: Socket): void => {
    track(outside);
    targetPort().then(
      (target) => join(outside, track(connect({ host: LOOPBACK, port: target }))),
      () => outside.destroy(),
    );
  };
  const servers = addresses.map(() => createServer(take));
  const close = async (): Promise<void> => {
    const closed = servers
      .filter(({ listening }) => listening)
      .map((server) => once(server.close(), 'close'));
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
  };
  try {
    for (const [index, host] of addresses.entries()) await listenAt(servers[index]!, host, port);
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}

/** Throws the system's error. `::` takes IPv4 as well. */
export async function listenAt(server: Server, host: string, port: number): Promise<void> {
  server.listen({ host, port, exclusive: true });
  await once(server, 'listening');
}

/** The server speaks first, and in the clear: it says that it offers TLS. */
function join(outside: Socket, inside: Socket): void {
  for (const socket of [outside, inside]) socket.setNoDelay(true);
  outside.once('close', () => inside.destroySoon());
  inside.once('close', () => outside.destroySoon());
  if (outside.destroyed) inside.destroy();
  inside.pipe(outside);
  outside.once('data', (first: Buffer) => {
    if (first[0] !== TLS_HANDSHAKE) {
      outside.destroy();
      return;
    }
    inside.write(first);
    outside.pipe(inside);
  });
}
