import { connect, credsAuthenticator, ErrorCode, type ConnectionOptions, type NatsConnection } from 'nats';
import { pause } from '@ram-sweep/clock';
import { inboxPrefix } from '@ram-sweep/protocol';
import { Bus } from '../bus.js';
import { BusUnavailableError } from '../errors.js';
import { ensureStreams } from '../jetstream/streams.js';
import { clusterOrder, homeOrder } from './server-order.js';
import { Connection, REQUEST_TIMEOUT_MS, type Notice } from './connection.js';
import { readCredentials } from './credential-files.js';
import { encryption } from './encryption.js';
import { hasCode, isWithoutLeader } from './failures.js';
import { compileBusOptions, type BusOptions, type CompiledBusOptions } from './options.js';
import { probe } from './reachable.js';
import { homeUnreachable, tokenRefused, whyNoStreams, whyUnavailable } from './why-unavailable.js';

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
 * Connects to NATS, and as `coordinator` creates the streams. Once connected, it reconnects forever by itself. `notice`
 * gets what a person should read in a log. Throws a BusOptionsError for wrong options, BusUnavailableError if there is
 * no server to use now, and TokenRefusedError where the home of a join token refuses it.
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
  const servers = await serversToTry(options);
  const natsOptions = await connectionOptions({ ...options, servers });
  try {
    const order = options.pinned
      ? await homeOrder(natsOptions, options.servers, servers)
      : await clusterOrder(natsOptions, servers);
    return await connect({ ...natsOptions, servers: order, noRandomize: true });
  } catch (cause) {
    if (options.pinned && hasCode(cause, ErrorCode.AuthorizationViolation))
      throw tokenRefused({ ...options, servers }, cause);
    const message = whyUnavailable({ ...options, servers }, cause, DIAL_TIMEOUT_MS);
    throw new BusUnavailableError(options.servers, message, { cause });
  }
}

/** A home has several addresses, and not all of them lead to it from here. */
async function serversToTry({ servers, pinned }: CompiledBusOptions): Promise<readonly string[]> {
  if (pinned === undefined) return servers;
  const { reachable, failures } = await probe(servers, DIAL_TIMEOUT_MS);
  if (reachable.length > 0) return reachable;
  throw new BusUnavailableError(servers, homeUnreachable(failures));
}

async function connectionOptions(options: CompiledBusOptions): Promise<ConnectionOptions> {
  const { servers, name, role, user, password, token, credsFile } = options;
  const tls = await encryption(options);
  return {
    servers: servers.slice(),
    name,
    inboxPrefix: inboxPrefix(role),
    ...(user === undefined ? {} : { user, pass: password ?? '' }),
    ...(token === undefined ? {} : { token }),
    ...(credsFile === undefined
      ? {}
      : { authenticator: credsAuthenticator(await readCredentials(credsFile, options)) }),
    ...(tls === undefined ? {} : { tls }),
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
