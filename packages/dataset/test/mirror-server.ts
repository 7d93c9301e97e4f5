import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** An HTTP server on a free port that stands until the test is over. Returns its address, slash included. */
export async function startMirror(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** Serves files by name, and 404 for all else. */
export const serving =
  (content: ReadonlyMap<string, Uint8Array>): RequestListener =>
  (request, response) => {
    const bytes = content.get((request.url ?? '').slice(1));
    response.writeHead(bytes ? 200 : 404).end(bytes);
  };
