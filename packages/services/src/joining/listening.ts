import { homeAt, type Home } from '../home.js';
import { stopNats } from '../nats/server.js';
import { readRecord } from '../record.js';
import { startMissing, type ServicesOptions } from '../start-missing.js';
import { changeHome, writeJoining } from './change-home.js';
import type { ListenAddress } from './joining-record.js';
import { listenerProcess, stopListener } from './listener-process.js';
import { requireFree, startListener } from './start-listener.js';

/**
 * Makes a home whose servers run listen for workers on other machines, from now on and whenever its servers are
 * started. The first time nats-server is started again, now with a certificate, at the same port. Throws a ServiceError
 * where it cannot listen there; then it listens where it did before.
 */
export function listen(options: ServicesOptions, at: ListenAddress): Promise<void> {
  return changeHome(options.home, async (home, record) => {
    const { listen: before = null, tokens = [] } = record.joining ?? {};
    if (isSame(before, at) && (await listenerProcess(home)) !== null) return;
    await stopListener(home);
    try {
      await requireFree(at);
      if (!record.joining) await beginJoining(home, options);
      await writeJoining(home, { listen: at, tokens });
      await startListener(home, options, at);
    } catch (error) {
      if ((await readRecord(home.record))?.joining) await writeJoining(home, { listen: before, tokens });
      if (before !== null) await startListener(home, options, before).catch(() => undefined);
      throw error;
    }
  });
}

/** Nobody joins from outside any more; workers that have are cut off. Their tokens stay for another time. */
export function stopListening(path: string): Promise<void> {
  return changeHome(path, async (home, { joining }) => {
    await stopListener(home);
    if (joining) await writeJoining(home, { ...joining, listen: null });
  });
}

/** Starts the listener of a home that should have one and does not. Throws as `listen` does. */
export async function reviveListener(options: ServicesOptions): Promise<void> {
  if (!(await lacksListener(homeAt(options.home)))) return;
  await changeHome(options.home, async (home, { joining }) => {
    if (joining?.listen && (await lacksListener(home))) await startListener(home, options, joining.listen);
  });
}

async function lacksListener(home: Home): Promise<boolean> {
  const joining = (await readRecord(home.record))?.joining;
  return Boolean(joining?.listen) && (await listenerProcess(home)) === null;
}

/** nats-server needs a certificate before anybody can join. */
async function beginJoining(home: Home, options: ServicesOptions): Promise<void> {
  await writeJoining(home, { listen: null, tokens: [] });
  await stopNats(home.nats);
  await startMissing(home, options, { servers: ['nats-server'] });
}

const isSame = (one: ListenAddress | null, other: ListenAddress): boolean =>
  one?.host === other.host && one.port === other.port;
