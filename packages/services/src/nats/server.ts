import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NatsCredentials } from '../credentials.js';
import { ServiceError } from '../errors.js';
import { launch } from '../process/launch.js';
import { COORDINATOR, natsConfig, pidFileIn, WORKER } from './config.js';
import { askJetStream, askNats } from './probe.js';
import { LOOPBACK } from '../process/ports.js';
import { endProcess, serverProcess } from '../process/process.js';

export interface NatsPlace {
  /** Holds the configuration and the streams; for the owner's eyes only. */
  readonly directory: string;
  readonly port: number;
  readonly credentials: NatsCredentials;
  /** Tells this server from any other that might answer at the port. */
  readonly name: string;
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

/**
 * Starts a nats-server with JetStream that outlives this process; returns its process id.
 * Throws PortTakenError if something else has the port, ServiceError for all else that is in the way.
 */
export async function startNatsServer(options: NatsOptions): Promise<number> {
  const config = configFileIn(options.directory);
  await writeFile(config, natsConfig(options), { mode: 0o600 });
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

/**
 * The process id of the nats-server of this directory, if it runs and answers with our credentials; null otherwise.
 * `patienceMs`: how long one that runs may take to answer, e.g. because it recovers; by default it is asked once.
 */
export async function findNats(place: NatsPlace, patienceMs = 0): Promise<number | null> {
  const pid = await natsProcess(place.directory);
  if (pid === null) return null;
  const deadline = performance.now() + patienceMs;
  for (;;) {
    if (await answers(place).catch(() => false)) return pid;
    if (performance.now() >= deadline) return null;
    await sleep(25);
  }
}

/** Whether the server at this place stores messages: its JetStream switches itself off when the disk is full. */
export function hasJetStream({ port, name, credentials }: NatsPlace): Promise<boolean> {
  return askJetStream({ port, name, user: COORDINATOR, password: credentials.coordinator });
}

/** Ends the nats-server of this directory, by force if it takes longer than `graceMs`; false if there was none. */
export async function stopNats(directory: string, graceMs = 10_000): Promise<boolean> {
  const pid = await natsProcess(directory);
  if (pid === null) return false;
  await endProcess(pid, { signal: 'SIGTERM', graceMs });
  return true;
}

/** Where and as whom to connect to a nats-server of ours. */
export interface NatsAccess {
  readonly url: string;
  readonly coordinator: { readonly user: string; readonly password: string };
  /** May take jobs, report, and keep checkpoints, and nothing else. */
  readonly worker: { readonly user: string; readonly password: string };
}

export function natsAccess({ port, credentials }: NatsPlace): NatsAccess {
  return {
    url: `nats://${LOOPBACK}:${port}`,
    coordinator: { user: COORDINATOR, password: credentials.coordinator },
    worker: { user: WORKER, password: credentials.worker },
  };
}

/** The process id of the nats-server of this directory, whether it answers or not. */
export function natsProcess(directory: string): Promise<number | null> {
  return serverProcess(pidFileIn(directory), configFileIn(directory));
}

function configFileIn(directory: string): string {
  return join(directory, 'nats-server.conf');
}

async function answers({ port, name, credentials, directory }: NatsPlace): Promise<boolean> {
  const answer = await askNats({ port, name, user: COORDINATOR, password: credentials.coordinator });
  if (answer.kind === 'refused') {
    throw new ServiceError(
      'nats-server',
      `the nats-server at port ${port} is not the one in ${directory}: ${answer.reason}`,
    );
  }
  return answer.kind === 'ours';
}
