import type { BusOptions } from '@ram-sweep/bus';
import {
  borrowServices,
  findServices,
  hasDatabase,
  startServices,
  type Services,
  type ServicesOptions,
} from '@ram-sweep/services';
import { openStore, type Store } from '@ram-sweep/store';
import { openReader, type Reader } from '@ram-sweep/store/read';
import { CommandError, notFound } from './errors.js';
import { splitNatsAddress } from './nats-address.js';
import { propose } from './print/command/propose.js';
import { programFile } from './program-file.js';
import type { Settings } from './settings.js';

/** Addresses and credentials of the two servers, by who uses them. */
export interface Servers {
  readonly databaseUrl: string;
  readonly readerUrl: string;
  readonly coordinatorBus: BusOptions;
  readonly workerBus: BusOptions;
  readonly commandBus: BusOptions;
  /** The embedded ones as they were found or started; null where both servers are the user's own. */
  readonly embedded: Services | null;
}

/** The user's own servers where they are given, the embedded ones (started if need be) otherwise. */
export async function ensureServers(
  settings: Settings,
  onProgress: (line: string) => void,
): Promise<Servers> {
  const services = embeddedServices(settings);
  const embedded = services ? await startServices({ ...services, onProgress }) : null;
  return serversFrom(settings, embedded);
}

/** How to start the embedded servers; null if both servers are the user's own. */
export function embeddedServices(settings: Settings): ServicesOptions | null {
  return settings.database && settings.nats ? null : servicesOptions(settings);
}

/** Where and how the embedded servers run. */
export const servicesOptions = ({ home, cacheDir, natsServer }: Settings): ServicesOptions => ({
  home,
  cacheDir,
  listener: [process.execPath, programFile],
  ...(natsServer ? { natsServer } : {}),
});

/** The servers if they run already; otherwise an error that says how to start them. */
export async function runningServers(settings: Settings): Promise<Servers> {
  const embedded = settings.database && settings.nats ? null : await findServices(settings.home);
  if (!embedded && !(settings.database && settings.nats)) {
    throw new CommandError(
      `no sweep was started in ${settings.home}`,
      'unavailable',
      'start one with `ram-sweep start studies/quickstart.yaml`, or name your servers with --database and --nats',
    );
  }
  return serversFrom(settings, embedded);
}

/**
 * Runs `use` with a read-only connection to the store. An embedded Postgres that is stopped runs for as long as it is
 * read. Throws a CommandError (not found) where the home has no database: nothing is made or started for a question.
 */
export function withReader<Result>(
  settings: Settings,
  use: (reader: Reader) => Promise<Result>,
): Promise<Result> {
  return withResults(settings, (servers) => readFrom(servers, use));
}

/** Runs `use` with a read-only connection to a store that runs. */
export async function readFrom<Result>(
  { readerUrl }: Pick<Servers, 'readerUrl'>,
  use: (reader: Reader) => Promise<Result>,
): Promise<Result> {
  const reader = await openReader({ url: readerUrl, name: 'ram-sweep' });
  try {
    return await use(reader);
  } finally {
    await reader.close();
  }
}

/** Runs `use` with a store that can be read; NATS may be stopped. Starts and throws as withReader does. */
export async function withResults<Result>(
  settings: Settings,
  use: (servers: Servers) => Promise<Result>,
): Promise<Result> {
  if (!settings.database)
    return withBorrowed(settings, ['postgres'], (services) => use(serversFrom(settings, services)));
  return use(serversFrom(settings, settings.nats ? null : await findServices(settings.home)));
}

/** The same with checkpoints, which are on the NATS server. */
export function withCheckpoints<Result>(
  settings: Settings,
  use: (servers: Servers) => Promise<Result>,
): Promise<Result> {
  if (embeddedServices(settings) === null) return use(serversFrom(settings, null));
  return withBorrowed(settings, ['postgres', 'nats-server'], (services) =>
    use(serversFrom(settings, services)),
  );
}

async function withBorrowed<Result>(
  settings: Settings,
  servers: Parameters<typeof borrowServices>[1],
  use: (services: Services) => Promise<Result>,
): Promise<Result> {
  const options = { ...servicesOptions(settings), onProgress: (line: string) => console.error(line) };
  const borrowed = await borrowServices(options, servers);
  if (borrowed === null) throw noStudies(settings);
  try {
    return await use(borrowed.services);
  } finally {
    await borrowed.giveBack();
  }
}

/**
 * Throws a CommandError (not found) where the embedded servers hold no study: before a command that changes one makes
 * them for nothing.
 */
export async function requireStudies(settings: Settings): Promise<void> {
  if (!settings.database && !(await hasDatabase(settings.home))) throw noStudies(settings);
}

const noStudies = ({ home }: Settings): CommandError =>
  notFound(
    `no studies in this home yet (${home})`,
    `start one with \`${propose('start studies/quickstart.yaml')}\``,
  );

/** Runs `use` with the write side of the store, its tables made or migrated first. */
export async function withStore<Result>(
  { databaseUrl }: Servers,
  use: (store: Store) => Promise<Result>,
): Promise<Result> {
  const store = await openStore({ url: databaseUrl, name: 'ram-sweep', poolSize: 2 });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** Where each role finds the servers: the user's own, and what is left of the embedded ones. */
export function serversFrom(settings: Settings, embedded: Services | null): Servers {
  const database = settings.database ?? embedded?.databaseUrl ?? '';
  return Object.freeze({
    databaseUrl: database,
    readerUrl: settings.database ?? embedded?.readerUrl ?? database,
    // Only who talks to NATS needs to know of it.
    get coordinatorBus() {
      return busOptions(settings, embedded, 'coordinator');
    },
    get workerBus() {
      return busOptions(settings, embedded, 'worker');
    },
    get commandBus() {
      return busOptions(settings, embedded, 'cli');
    },
    embedded,
  });
}

/** How one role connects to NATS: a URL's own credentials, or those generated for the embedded server. */
export function busOptions(
  settings: Settings,
  embedded: Services | null,
  role: BusOptions['role'],
): BusOptions {
  const name = `ram-sweep ${role}`;
  if (settings.nats) {
    const { servers, user, password } = splitNatsAddress(settings.nats);
    return {
      servers: [...servers],
      ...(user ? { user } : {}),
      ...(password ? { password } : {}),
      ...(settings.natsCreds ? { credsFile: settings.natsCreds } : {}),
      ...(settings.natsTls ? { tls: settings.natsTls } : {}),
      name,
      role,
    };
  }
  if (!embedded) throw new CommandError('no NATS server is known', 'usage', 'name it with --nats URL');
  const { url, coordinator, worker } = embedded.nats;
  // Where workers join from other machines the server offers TLS; on this one nobody needs it.
  return { servers: url, ...(role === 'worker' ? worker : coordinator), tls: false, name, role };
}
