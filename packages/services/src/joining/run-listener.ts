import { rm, writeFile } from 'node:fs/promises';
import { homeAt } from '../home.js';
import { readRecord } from '../record.js';
import { resolveListen } from './listen-addresses.js';
import { openRelay } from './relay.js';

/**
 * The listener of a home, as its own process: takes connections from other machines, where services.json says, until
 * `signal` aborts. Its pid file appears when it listens. Throws where it cannot.
 */
export async function runListener(path: string, signal: AbortSignal): Promise<void> {
  const home = homeAt(path);
  const listen = (await readRecord(home.record))?.joining?.listen;
  if (!listen) throw new Error(`the home ${home.path} does not listen for workers on other machines`);
  const relay = await openRelay(await resolveListen(listen), listen.port, async () => {
    // Read each time: nats-server may have been started again at another port.
    const record = await readRecord(home.record);
    if (record === null) throw new Error(`${home.record} is gone`);
    return record.nats.port;
  });
  await writeFile(home.listenerPid, `${process.pid}\n`, { mode: 0o600 });
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await rm(home.listenerPid, { force: true });
  await relay.close();
}
