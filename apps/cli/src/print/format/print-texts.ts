import { once } from 'node:events';

/** Writes texts to standard output no faster than it takes them. */
export async function printTexts(texts: AsyncIterable<string | Uint8Array>): Promise<void> {
  for await (const text of texts) {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  }
}

/** A text that is at hand, for what takes them piece by piece. */
export async function* onePiece<Text extends string | Uint8Array>(text: Text): AsyncGenerator<Text> {
  yield text;
}
