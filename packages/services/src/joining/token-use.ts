import { homeAt } from '../home.js';
import { withHomeFiles } from '../home-files.js';
import { WATCHER } from '../nats/config.js';
import { askConnections, type KnownConnection } from '../nats/probe.js';
import { natsProcess } from '../nats/server.js';
import { readRecord } from '../record.js';
import { userOf, type TokenRecord } from './joining-record.js';

/** Who uses a token, as far as nats-server knows since it was started. */
export interface TokenUse {
  readonly token: string;
  /** The machines whose workers are connected with it now, one for each worker. */
  readonly hosts: readonly string[];
  /** When the last of those that have left did, in ISO 8601; null if there is none. */
  readonly lastLeft: string | null;
}

/** How each token is used; empty where nats-server does not run, or does not say. Changes nothing. */
export async function readTokenUse(path: string): Promise<readonly TokenUse[]> {
  const home = homeAt(path);
  return withHomeFiles(home, async () => {
    const record = await readRecord(home.record);
    if (!record?.joining || (await natsProcess(home.nats)) === null) return [];
    const { port, credentials } = record.nats;
    const watcher = { user: WATCHER, password: credentials.coordinator };
    const connections = await askConnections({ port, name: record.name, ...watcher });
    return connections === null ? [] : record.joining.tokens.map((token) => useOf(token, connections));
  });
}

function useOf(token: TokenRecord, connections: readonly KnownConnection[]): TokenUse {
  const { user } = userOf(token);
  const own = connections.filter(({ authorized_user }) => authorized_user === user);
  // Those without a name are our own, to see whether nats-server knows a new user; they end at once.
  const left = own.flatMap(({ stop, name }) => (stop === undefined || name === undefined ? [] : [stop]));
  return {
    token: token.name,
    hosts: own.filter(({ stop }) => stop === undefined).map(hostOf),
    lastLeft: left.toSorted().at(-1) ?? null,
  };
}

/** A client says what it likes of itself, and only the name of a machine is printed. */
function hostOf({ name = '' }: KnownConnection): string {
  const [, host] = /^ram-sweep at ([\w.-]{1,100})$/.exec(name) ?? [];
  return host ?? 'unknown';
}
