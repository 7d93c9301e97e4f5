import { readFile } from 'node:fs/promises';
import { connect, credsAuthenticator, type ConnectionOptions, type NatsConnection } from 'nats';
import { isIP } from 'node:net';
import { pause } from '@ram-sweep/clock';
import { inboxPrefix } from '@ram-sweep/protocol';
import { fileProblem } from '@ram-sweep/protocol/file-problem';
import { Bus } from '../bus.js';
import { answeringFirst } from './answering-first.js';
import { Connection, REQUEST_TIMEOUT_MS, type Notice } from './connection.js';
import { BusUnavailableError } from '../errors.js';
import { explain, isWithoutLeader } from './failures.js';
import { compileBusOptions, type BusOptions, type CompiledBusOptions } from './options.js';
import { ensureStreams } from '../jetstream/streams.js';
import { whyNoStreams, whyUnavailable } from './why-unavailable.js';

/** Also how long we wait for a server that dies in the middle of the greeting. */
const DIAL_TIMEOUT_MS = 5_000;
const RECONNECT_EVERY_MS = 500;
/** After two unanswered pings in a row the connection counts as lost. */
const PING_EVERY_MS = 10_000;
/** A cluster that has lost its leader elects another within seconds. */
const ELECTION_MS = 20_000;
const LOOK_AGAIN_MS = 250;
/** The first version with named consumers, and with durable ones that are removed when nobody uses them. */
const OLDEST_SERVER = { major: 2, minor: 9 };

/**
 * Connects to NATS, and as `coordinator` creates the streams. Once connected, it reconnects forever by itself.
 * `notice` gets what a person should read in a log.
 * Throws a ZodError for wrong options and BusUnavailableError if there is no server to use now.
 */
export async function connectBus(
  input: BusOptions,
  { notice = () => undefined }: { notice?: Notice } = {},
): Promise<Bus> {
  const options = compileBusOptions(input);
  const nats = await dial(options);
  try {
    const manager = await nats.jetstreamManager({ checkAPI: false, timeout: REQUEST_TIMEOUT_MS });
    checkVersion(nats, options);
    if (options.role === 'coordinator') {
      const patienceMs = nats.info?.cluster === undefined ? 0 : ELECTION_MS;
      await makeStreams(() => ensureStreams(manager, options), options, patienceMs);
    }
    return new Bus(new Connection({ nats, manager, options, notice }));
  } catch (error) {
    await nats.close();
    throw error;
  }
}

async function dial(options: CompiledBusOptions): Promise<NatsConnection> {
  const natsOptions = await connectionOptions(options);
  try {
    const servers = await answeringFirst(natsOptions, options.servers);
    return await connect({ ...natsOptions, servers, noRandomize: true });
  } catch (cause) {
    throw new BusUnavailableError(options.servers, whyUnavailable(options, cause, DIAL_TIMEOUT_MS), {
      cause,
    });
  }
}

async function connectionOptions(options: CompiledBusOptions): Promise<ConnectionOptions> {
  const { servers, name, role, user, password, token, credsFile } = options;
  const encrypted = options.tls !== undefined || servers.some((server) => /^tls:/i.test(server));
  return {
    servers: servers.slice(),
    name,
    inboxPrefix: inboxPrefix(role),
    ...(user === undefined ? {} : { user, pass: password ?? '' }),
    ...(token === undefined ? {} : { token }),
    ...(credsFile === undefined ? {} : { authenticator: credsAuthenticator(await read(credsFile, options)) }),
    ...(encrypted ? { tls: await tlsOptions(options) } : {}),
    timeout: DIAL_TIMEOUT_MS,
    pingInterval: PING_EVERY_MS,
    maxPingOut: 2,
    reconnect: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RECONNECT_EVERY_MS,
    reconnectJitter: RECONNECT_EVERY_MS,
    reconnectJitterTLS: RECONNECT_EVERY_MS,
    ignoreAuthErrorAbort: true,
    noAsyncTraces: true,
  };
}

async function tlsOptions(
  options: CompiledBusOptions,
): Promise<ConnectionOptions['tls'] & { host?: string }> {
  const { caFile, certFile, keyFile } = options.tls ?? {};
  const host = onlyAddress(options);
  return {
    ...(host === undefined ? {} : { host }),
    ...(caFile === undefined ? {} : { ca: await readText(caFile, options) }),
    ...(certFile === undefined ? {} : { cert: await readText(certFile, options) }),
    ...(keyFile === undefined ? {} : { key: await readText(keyFile, options) }),
  };
}

/** The IP address of the server, for checking its certificate: the library can only check names. */
function onlyAddress({ servers }: CompiledBusOptions): string | undefined {
  const host = servers[0]
    ?.replace(/^\w+:\/\//, '')
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '');
  return servers.length === 1 && host !== undefined && isIP(host) ? host : undefined;
}

async function readText(file: string, options: CompiledBusOptions): Promise<string> {
  return new TextDecoder().decode(await read(file, options));
}

async function read(file: string, { servers }: CompiledBusOptions): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const why = fileProblem(cause, { path: file }) ?? explain(cause);
    const message = `${file}, which the connection to NATS needs, cannot be read: ${why}`;
    throw new BusUnavailableError(servers, message, { cause });
  }
}

function checkVersion(nats: NatsConnection, { servers }: CompiledBusOptions): void {
  const [major = 0, minor = 0] = (nats.info?.version ?? '').split('.').map(Number);
  const { major: oldestMajor, minor: oldestMinor } = OLDEST_SERVER;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  const message = `nats-server ${nats.info?.version} is too old; ram-sweep needs ${oldestMajor}.${oldestMinor} or newer`;
  throw new BusUnavailableError(servers, message);
}

/** Tries for so long where a cluster has no leader. */
async function makeStreams(
  make: () => Promise<void>,
  options: CompiledBusOptions,
  patienceMs: number,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await make();
    } catch (cause) {
      if (!isWithoutLeader(cause) || performance.now() > deadline)
        throw new BusUnavailableError(options.servers, whyNoStreams(options, cause), { cause });
      await pause(LOOK_AGAIN_MS);
    }
  }
}
