import { createServer } from 'node:net';

export const LOOPBACK = '127.0.0.1';

/** `preferred` if nothing listens there, any free port of the loopback interface otherwise. */
export async function freePort(preferred?: number): Promise<number> {
  return (preferred === undefined ? null : await tryPort(preferred)) ?? (await anyPort());
}

async function anyPort(): Promise<number> {
  const port = await tryPort(0);
  if (port === null) throw new Error(`no port of ${LOOPBACK} is free`);
  return port;
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? null) : null));
    });
  });
}
