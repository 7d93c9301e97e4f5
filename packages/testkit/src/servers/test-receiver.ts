import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** What a receiver got. */
interface ReceivedRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed. */
  readonly body: unknown;
}

/**
 * How a receiver answers: with a status and headers; `never`, although it has read the request; `forever`, with a body
 * that does not end.
 */
type ReceiverAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | 'never'
  | 'forever';

/** A real HTTP server that takes JSON, for tests of what is sent to one. */
export interface TestReceiver extends AsyncDisposable {
  readonly url: string;
  /** All requests so far, in their order. */
  readonly requests: readonly ReceivedRequest[];
  /** From now on it answers so. At first with status 200. */
  answer(how: ReceiverAnswer): void;
  /** Nobody listens any more. */
  stop(): Promise<void>;
  /** Listens again, at the same address. */
  restart(): Promise<void>;
}

export async function startTestReceiver(): Promise<TestReceiver> {
  const requests: ReceivedRequest[] = [];
  let how: ReceiverAnswer = { status: 200 };
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { url: path = '', headers } = request;
    requests.push({ path, headers, body: await json(request) });
    respond(response, how);
  };
  const listen = async (port: number): Promise<Server> => {
    const server = createServer((request, response) => {
      receive(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return server;
  };
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answer: (answer) => void (how = answer),
    stop,
    restart: async () => void (server = await listen(port)),
    [Symbol.asyncDispose]: stop,
  };
}

const CHUNK_EVERY_MS = 5;

function respond(response: ServerResponse, how: ReceiverAnswer): void {
  if (how === 'never') return;
  if (how !== 'forever') {
    response.writeHead(how.status, how.headers).end(how.body);
    return;
  }
  response.writeHead(200);
  const more = setInterval(() => response.write('and so on '), CHUNK_EVERY_MS);
  response.on('close', () => clearInterval(more));
}
