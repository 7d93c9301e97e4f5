import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The way from a client to a server, as a port of its own that leads there. It can be broken and mended. */
export interface TestNetwork extends AsyncDisposable {
  /** The same URL, by this way. */
  through(url: string): string;
  /** Ends every connection, and each new one at once, as a server that is gone. */
  cut(): void;
  /** A black hole: connections stand and are taken, and nothing comes through until it is mended. Nothing is lost. */
  stall(): void;
  mend(): void;
  stop(): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

/**
 * Opens a way to the server at `url` (its host and port; the rest does not matter). It begins at `at`, or at a free
 * port.
 */
export async function startTestNetwork(url: string, at = 0): Promise<TestNetwork> {
  const { hostname, port } = new URL(url);
  const pairs = new Set<Pair>();
  let state: 'whole' | 'cut' | 'stalled' = 'whole';
  const listener = createServer({ pauseOnConnect: true }, (client) => {
    if (state === 'cut') {
      client.resetAndDestroy();
      return;
    }
    const pair = { client, server: connect(Number(port), hostname).pause() };
    pairs.add(pair);
    join(pair, () => pairs.delete(pair));
    if (state === 'whole') open(pair);
  }).listen(at, '127.0.0.1');
  await once(listener, 'listening');
  const own = (listener.address() as AddressInfo).port;
  const end = () => pairs.forEach(({ client, server }) => [client, server].forEach((s) => s.destroy()));
  const stop = async (): Promise<void> => {
    end();
    await new Promise((resolve) => listener.close(resolve));
  };
  return {
    through: (other) => other.replace(new URL(other).host, `127.0.0.1:${own}`),
    cut: () => {
      state = 'cut';
      pairs.forEach(({ client, server }) => [client, server].forEach((s) => s.resetAndDestroy()));
    },
    stall: () => {
      state = 'stalled';
      pairs.forEach(shut);
    },
    mend: () => {
      state = 'whole';
      pairs.forEach(open);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** What one end sends the other gets, while the pair is open; the end of one is the end of both. */
function join({ client, server }: Pair, onEnd: () => void): void {
  for (const [from, to] of [
    [client, server],
    [server, client],
  ] as const) {
    from.on('data', (bytes) => to.write(bytes));
    from.on('error', () => undefined);
    from.once('end', () => to.end());
    from.once('close', () => {
      to.destroy();
      onEnd();
    });
  }
}

function open({ client, server }: Pair): void {
  client.resume();
  server.resume();
}

function shut({ client, server }: Pair): void {
  client.pause();
  server.pause();
}
