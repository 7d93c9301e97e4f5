import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * A list as JSON, a line for each item, written as fast as it is taken: however long it is, a page of it is in memory.
 * Throws what reading its first page throws; if a later one fails, the connection ends before the list does.
 */
export async function sendList(
  response: ServerResponse,
  pages: AsyncIterable<readonly unknown[]>,
): Promise<void> {
  const texts = listTexts(pages);
  const first = await texts.next();
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  if (response.req.method === 'HEAD' || first.done === true) {
    response.end();
    await texts.return(undefined);
    return;
  }
  await pipeline(Readable.from(continued(first.value, texts)), response).catch((error: unknown) => {
    // The client has left.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

async function* listTexts(pages: AsyncIterable<readonly unknown[]>): AsyncGenerator<string, undefined> {
  let before = '[\n';
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield before + page.map((item) => JSON.stringify(item)).join(',\n');
    before = ',\n';
  }
  yield before === ',\n' ? '\n]\n' : '[]\n';
  return undefined;
}

async function* continued(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}
