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
import { notFound, StudiesError } from './errors.js';
import { splitNatsAddress } from './nats-address.js';
import { programFile } from './program-file.js';

/** Files for TLS to a NATS server, by their paths. */
export interface NatsTls {
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
}

/** Where studies are: a home with embedded servers, or servers of the user's own, or one of each. */
export interface Place {
  /** Holds the embedded servers and the files of sweeps that run on this machine. */
  readonly home: string;
  /** Downloads: data sets, nats-server. */
  readonly cacheDir: string;
  /** URL of the user's own Postgres, in the place of the embedded one. */
  readonly database?: string | undefined;
  /** URL of the user's own NATS server, or several of one cluster, and how to get in there. */
  readonly nats?: string | undefined;
  readonly natsCreds?: string | undefined;
  readonly natsTls?: NatsTls | undefined;
  /** The nats-server program to start. Default: it is looked for, and downloaded if it is missing. */
  readonly natsServer?: string | undefined;
  /** Where data sets are looked for first. */
  readonly dataDir?: string | undefined;
  /** Told in lines for people what is going on while a server is started, and what to mind about a sweep. */
  readonly onProgress?: ((line: string) => void) | undefined;
}

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
export async function ensureServers(settings: Place): Promise<Servers> {
  const services = embeddedServices(settings);
  const embedded = services ? await startServices(withProgress(services, settings)) : null;
  return serversFrom(settings, embedded);
}

const withProgress = (services: ServicesOptions, { onProgress }: Place): ServicesOptions => ({
  ...services,
  ...(onProgress ? { onProgress } : {}),
});

/** How to start the embedded servers; null if both servers are the user's own. */
export function embeddedServices(settings: Place): ServicesOptions | null {
  return settings.database && settings.nats ? null : servicesOptions(settings);
}

/** Where and how the embedded servers run. */
export const servicesOptions = ({ home, cacheDir, natsServer }: Place): ServicesOptions => ({
  home,
  cacheDir,
  listener: [process.execPath, programFile],
  ...(natsServer ? { natsServer } : {}),
});

/** The servers if they run already; otherwise an error that says how to start them. */
export async function runningServers(settings: Place): Promise<Servers> {
  const embedded = settings.database && settings.nats ? null : await findServices(settings.home);
  if (!embedded && !(settings.database && settings.nats)) {
    if (await hasDatabase(settings.home))
      throw new StudiesError(
        `nothing is running in ${settings.home}`,
        'unavailable',
        '`ram-sweep studies` lists what is there, and `ram-sweep resume` continues the newest study',
      );
    throw new StudiesError(
      `no sweep was started in ${settings.home}`,
      'unavailable',
      'start one with `ram-sweep start studies/quickstart.yaml`, or name your servers with --database and --nats',
    );
  }
  return serversFrom(settings, embedded);
}

/**
 * Runs `use` with a read-only connection to the store. An embedded Postgres that is stopped runs for as long as it is
 * read. Throws a StudiesError (not found) where the home has no database: nothing is made or started for a question.
 */
export function withReader<Result>(
  settings: Place,
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
  settings: Place,
  use: (servers: Servers) => Promise<Result>,
): Promise<Result> {
  if (!settings.database)
    return withBorrowed(settings, ['postgres'], (services) => use(serversFrom(settings, services)));
  return use(serversFrom(settings, settings.nats ? null : await findServices(settings.home)));
}

/** The same with checkpoints, which are on the NATS server. */
export function withCheckpoints<Result>(
  settings: Place,
  use: (servers: Servers) => Promise<Result>,
): Promise<Result> {
  if (embeddedServices(settings) === null) return use(serversFrom(settings, null));
  return withBorrowed(settings, ['postgres', 'nats-server'], (services) =>
    use(serversFrom(settings, services)),
  );
}

async function withBorrowed<Result>(
  settings: Place,
  servers: Parameters<typeof borrowServices>[1],
  use: (services: Services) => Promise<Result>,
): Promise<Result> {
  const borrowed = await borrowServices(withProgress(servicesOptions(settings), settings), servers);
  if (borrowed === null) throw noStudies(settings);
  try {
    return await use(borrowed.services);
  } finally {
    await borrowed.giveBack();
  }
}

/**
 * Throws a StudiesError (not found) where the embedded servers hold no study: before a command that changes one makes
 * them for nothing.
 */
export async function requireStudies(settings: Place): Promise<void> {
  if (!settings.database && !(await hasDatabase(settings.home))) throw noStudies(settings);
}

const noStudies = ({ home }: Place): StudiesError =>
  notFound(`no studies in this home yet (${home})`, `start one with \`ram-sweep start\``);

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
export function serversFrom(settings: Place, embedded: Services | null): Servers {
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
export function busOptions(settings: Place, embedded: Services | null, role: BusOptions['role']): BusOptions {
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
  if (!embedded) throw new StudiesError('no NATS server is known', 'usage', 'name it with --nats URL');
  const { url, coordinator, worker } = embedded.nats;
  // Where workers join from other machines the server offers TLS; on this one nobody needs it.
  return { servers: url, ...(role === 'worker' ? worker : coordinator), tls: false, name, role };
}
