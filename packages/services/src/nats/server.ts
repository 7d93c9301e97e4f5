import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NatsCredentials } from '../credentials.js';
import { ServiceError } from '../errors.js';
import { awaitAnswer, type Answer } from '../process/await-answer.js';
import { launch } from '../process/launch.js';
import type { NatsUser } from './accounts.js';
import { COORDINATOR, natsConfig, PID_FILE, WORKER, type NatsJoining } from './config.js';
import { askJetStream, askNats } from './probe.js';
import { LOOPBACK } from '../process/ports.js';
import { endProcess } from '../process/process.js';
import { findServer, requireVacant, serverProcess, type ServerSigns } from '../process/server-process.js';

export interface NatsPlace {
  /** Holds the configuration and the streams; for the owner's eyes only. */
  readonly directory: string;
  readonly port: number;
  readonly credentials: NatsCredentials;
  /** Tells this server from any other that might answer at the port. */
  readonly name: string;
  /** Where workers on other machines may join. */
  readonly joining?: NatsJoining | undefined;
}

export interface NatsOptions extends NatsPlace {
  /** The nats-server program, as findNatsServer found it. */
  readonly program: string;
  /** Its version, where that is known. */
  readonly version?: string | null;
  readonly logFile: string;
  /** Told the process id as soon as there is one. */
  readonly onSpawn?: ((pid: number) => void) | undefined;
}

const START_TIMEOUT_MS = 30_000;
const RELOAD_TIMEOUT_MS = 10_000;
const RELOAD_POLL_MS = 20;

/**
 * Starts a nats-server with JetStream that outlives this process; returns its process id.
 * Throws PortTakenError if something else has the port, ServiceError for all else that is in the way.
 */
export async function startNatsServer(options: NatsOptions): Promise<number> {
  const config = await writeConfig(options);
  return launch({
    service: 'nats-server',
    command: options.program,
    args: ['--config', config],
    logFile: options.logFile,
    answers: () => answers(options),
    timeoutMs: START_TIMEOUT_MS,
    onSpawn: options.onSpawn,
  });
}

async function writeConfig(options: NatsPlace & Pick<NatsOptions, 'version'>): Promise<string> {
  const config = configFileIn(options.directory);
  await writeFile(config, natsConfig(options), { mode: 0o600 });
  return config;
}

/**
 * Tells a nats-server that runs that its users have changed, and waits until it knows `user` by this password, or
 * (`accepted` is false) does not any more: then it has cut off the connections of that user. Nothing happens where it
 * does not run. Throws a ServiceError where it does not follow.
 */
export async function reloadUsers(
  place: NatsPlace & Pick<NatsOptions, 'version'>,
  { user, password }: NatsUser,
  accepted: boolean,
): Promise<void> {
  const pid = await natsProcess(place.directory);
  if (pid === null) return;
  await writeConfig(place);
  const deadline = performance.now() + RELOAD_TIMEOUT_MS;
  process.kill(pid, 'SIGHUP');
  while (performance.now() < deadline) {
    const { kind } = await askNats({ port: place.port, name: place.name, user, password });
    if (kind === (accepted ? 'ours' : 'refused')) return;
    await sleep(RELOAD_POLL_MS);
  }
  throw new ServiceError(
    'nats-server',
    `nats-server (pid ${pid}) has not read its users again; its log says why. \`ram-sweep down\` ends it, and ` +
      '`ram-sweep start` or `resume` starts it with them',
  );
}

/**
 * The process id of the nats-server of this directory, if it runs and answers with our credentials; null where it is
 * silent. Throws a ServiceError where it refuses us.
 */
export async function findNats(place: NatsPlace): Promise<number | null> {
  const pid = await natsProcess(place.directory);
  return pid !== null && (await answers(place)) ? pid : null;
}

/** The same, of one that may be starting. Null where it does not run, or was silent for `silenceMs`. */
export function awaitNats(place: NatsPlace, silenceMs: number): Promise<number | null> {
  const asked = {
    service: 'nats-server' as const,
    process: () => natsProcess(place.directory),
    ask: () => ask(place),
  };
  return awaitAnswer(asked, { silenceMs, busyMs: START_TIMEOUT_MS });
}

/** Whether the server at this place stores messages: its JetStream switches itself off when the disk is full. */
export function hasJetStream({ port, name, credentials }: NatsPlace): Promise<boolean> {
  return askJetStream({ port, name, user: COORDINATOR, password: credentials.coordinator });
}

/** Ends the nats-server of this directory, by force if it takes longer than `graceMs`; false if there was none. */
export async function stopNats(directory: string, graceMs = 10_000): Promise<boolean> {
  const found = await findServer(signsIn(directory));
  if (found === null) return false;
  await endProcess(found.pid, { signal: 'SIGTERM', graceMs });
  return true;
}

/** Where and as whom to connect to a nats-server of ours. */
export interface NatsAccess {
  readonly url: string;
  readonly coordinator: NatsUser;
  /** May take jobs, report, and keep checkpoints, and nothing else. */
  readonly worker: NatsUser;
}

export function natsAccess({ port, credentials }: NatsPlace): NatsAccess {
  return {
    url: `nats://${LOOPBACK}:${port}`,
    coordinator: { user: COORDINATOR, password: credentials.coordinator },
    worker: { user: WORKER, password: credentials.worker },
  };
}

/**
 * The process id of the nats-server of this directory, whether it answers or not. Throws a ServiceError where the
 * directory was moved while it ran.
 */
export function natsProcess(directory: string): Promise<number | null> {
  return serverProcess(signsIn(directory));
}

/** Throws a ServiceError where the nats-server of a home that was moved away still runs on this path. */
export const requireNoOtherNats = (directory: string): Promise<void> => requireVacant(signsIn(directory));

const signsIn = (folder: string): ServerSigns => ({
  service: 'nats-server',
  folder,
  pidFile: PID_FILE,
  startedWith: / --config (.+)\/nats-server\.conf$/,
});

function configFileIn(directory: string): string {
  return join(directory, 'nats-server.conf');
}

async function answers(place: NatsPlace): Promise<boolean> {
  const answer = await ask(place);
  if (answer.kind === 'refused') throw answer.error;
  return answer.kind === 'up';
}

async function ask({ port, name, credentials, directory }: NatsPlace): Promise<Answer> {
  const answer = await askNats({ port, name, user: COORDINATOR, password: credentials.coordinator });
  if (answer.kind !== 'refused') return { kind: answer.kind === 'silent' ? 'silent' : 'up' };
  const message =
    `the nats-server at port ${port} is not the one in ${directory}, or refuses its password: ${answer.reason}; ` +
    'if services.json was put back from a copy, `ram-sweep down` ends the servers that do not match it';
  return { kind: 'refused', error: new ServiceError('nats-server', message) };
}
