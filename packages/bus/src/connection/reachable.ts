import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Which addresses take a connection, and what became of the others. */
export interface Probed {
  readonly reachable: readonly string[];
  /** One line for each of the others: `192.168.1.5:4222 refuses connections`. */
  readonly failures: readonly string[];
}

/** How much longer than the first one another address may take. */
const HEAD_START_MS = 250;

/**
 * Tries all addresses of a server at once, as it may be reached at some of them only, and one that swallows what is
 * sent to it takes the whole of `timeoutMs`. The order stays. Once one answers, the others have a quarter of a second
 * more.
 */
export async function probe(addresses: readonly string[], timeoutMs: number): Promise<Probed> {
  const over = new AbortController();
  const settled = new Map<string, string | null>();
  const tries = addresses.map(async (address) => {
    const problem = await tryAddress(address, timeoutMs, over.signal);
    settled.set(address, problem);
    return problem === null ? address : Promise.reject(new Error(problem));
  });
  const first = Promise.any(tries).then(
    () => sleep(HEAD_START_MS),
    () => undefined,
  );
  await Promise.race([Promise.allSettled(tries), first]);
  over.abort();
  const reachable = addresses.filter((address) => settled.get(address) === null);
  const failures = addresses.flatMap((address) => {
    const problem = settled.get(address);
    return problem === null ? [] : [`${address} ${problem ?? 'does not answer'}`];
  });
  return { reachable, failures };
}

/** Null once it is connected, otherwise what is wrong; nothing any more once `over` aborts. */
function tryAddress(address: string, timeoutMs: number, over: AbortSignal): Promise<string | null> {
  const { hostname, port } = new URL(address.replace(/^\w+:/, 'http:'));
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || 80),
      timeout: timeoutMs,
    });
    const finish = (problem: string | null) => (): void => {
      socket.destroy();
      resolve(problem);
    };
    over.addEventListener('abort', () => socket.destroy(), { once: true });
    socket.once('connect', finish(null));
    socket.once('timeout', finish('does not answer'));
    socket.once('error', (error: NodeJS.ErrnoException) => finish(describe(error))());
  });
}

function describe({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ECONNREFUSED') return 'refuses connections';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'is a name that is not known here';
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'cannot be reached from here';
  return code === 'ETIMEDOUT' ? 'does not answer' : `cannot be used (${message})`;
}
