import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { ListenError } from './errors.js';

interface Place {
  readonly host: string;
  readonly port: number;
}

/** Begins to listen; returns the port, which the system chooses for port 0. Throws a ListenError. */
export async function listen(server: Server, { host, port }: Place): Promise<number> {
  try {
    await listening(server, { host, port });
  } catch (cause) {
    throw await explained(cause as NodeJS.ErrnoException, { host, port });
  }
  return (server.address() as AddressInfo).port;
}

async function listening(server: Server, { host, port }: Place): Promise<void> {
  server.listen({ host, port, exclusive: true });
  await once(server, 'listening');
}

async function explained(cause: NodeJS.ErrnoException, { host, port }: Place): Promise<ListenError> {
  const code = cause.code ?? '';
  const at = { host, port, code };
  if (code === 'EADDRINUSE') {
    const free = await nextFree({ host, port });
    const wayOut = free === null ? 'choose another with --port' : `${free} is free: --port ${free}`;
    return new ListenError(`port ${port} of ${host} is in use; ${wayOut}`, at, { cause });
  }
  return new ListenError(`cannot listen at ${host}, port ${port}: ${WHY[code] ?? cause.message}`, at, {
    cause,
  });
}

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'the system keeps this port for root; take one above 1023 (--port)',
  EADDRNOTAVAIL: 'this machine does not have that address (--host)',
  ENOTFOUND: 'no such host is known (--host)',
};

/** How many ports are tried. */
const TRIES = 100;

async function nextFree({ host, port }: Place): Promise<number | null> {
  for (let other = port + 1; other <= Math.min(65_535, port + TRIES); other += 1) {
    const probe = createServer();
    const isFree = await listening(probe, { host, port: other }).then(
      () => true,
      () => false,
    );
    probe.close();
    if (isFree) return other;
  }
  return null;
}
