/** Characters that are kept at most; of more the newest stay. */
const MOST = 64 * 1024;

/**
 * Keeps back what is written to a stream, so that it does not run across the screen: a warning of Node, or of a
 * library. The function that is returned writes it after all, and lets what comes later pass.
 */
export function holdOutput(stream: Pick<NodeJS.WriteStream, 'write'>): () => void {
  const { write } = stream;
  let held = '';
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    held = (held + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())).slice(-MOST);
    const done = rest.find((each) => typeof each === 'function') as (() => void) | undefined;
    if (done) process.nextTick(done);
    return true;
  };
  return () => {
    stream.write = write;
    if (held !== '') stream.write(held);
    held = '';
  };
}
