import {
  ALL_CHECKPOINTS,
  ALL_EVENTS,
  ALL_JOBS,
  CHECKPOINTS_STREAM,
  EVENTS_STREAM,
  JOBS_STREAM,
  WORKERS_CONSUMER,
} from '@ram-sweep/protocol';
import {
  AckPolicy,
  DiscardPolicy,
  nanos,
  RetentionPolicy,
  StorageType,
  type ConsumerConfig,
  type JetStreamManager,
  type StreamConfig,
} from 'nats';
import { pause } from '@ram-sweep/clock';
import { MAX_MESSAGE_BYTES } from '../codec.js';
import { isStreamNameInUse, isSubjectTaken } from '../connection/failures.js';

const DUPLICATE_WINDOW_MS = 10 * 60_000;
const HEADER_ROOM_BYTES = 1024;

/** Jobs and events wait until they are acknowledged, however long that takes; a full disk refuses new ones. */
const workQueue = {
  retention: RetentionPolicy.Workqueue,
  storage: StorageType.File,
  discard: DiscardPolicy.New,
  duplicate_window: nanos(DUPLICATE_WINDOW_MS),
  max_msg_size: MAX_MESSAGE_BYTES + HEADER_ROOM_BYTES,
} satisfies Partial<StreamConfig>;

/** Pieces of checkpoints, one per subject: putting a piece again replaces it. */
const pieces = {
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  max_msgs_per_subject: 1,
} satisfies Partial<StreamConfig>;

type OwnConfig = Partial<StreamConfig> & { name: string; subjects: string[] };

const streams: readonly OwnConfig[] = [
  { name: JOBS_STREAM, subjects: [ALL_JOBS], ...workQueue },
  { name: EVENTS_STREAM, subjects: [ALL_EVENTS], ...workQueue },
  { name: CHECKPOINTS_STREAM, subjects: [ALL_CHECKPOINTS], ...pieces },
];

/**
 * A job is acknowledged once its claim was decided, for which a worker waits 3 s. One that was sent to a worker that is
 * suspended, or cut off, comes again after this long, to another; if both claim it, one is refused.
 */
const JOB_ACK_WAIT_MS = 6_000;

function workersConsumer(ackWaitMs: number): Partial<ConsumerConfig> {
  return {
    durable_name: WORKERS_CONSUMER,
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(Math.min(ackWaitMs, JOB_ACK_WAIT_MS)),
    max_deliver: -1,
    max_ack_pending: 100_000,
    max_waiting: 10_000,
  };
}

/**
 * Creates missing streams and the workers' consumer. Several processes may do so at once. `replicas`: how many servers
 * of a cluster keep each stream; not given: an existing stream keeps its number, a new one has one.
 */
export async function ensureStreams(
  manager: JetStreamManager,
  { ackWaitMs, replicas }: { ackWaitMs: number; replicas?: number | undefined },
): Promise<void> {
  const copies = replicas === undefined ? {} : { num_replicas: replicas };
  for (const stream of streams) await ensureStream(manager, { ...stream, ...copies });
  await manager.consumers.add(JOBS_STREAM, workersConsumer(ackWaitMs));
}

/**
 * While the server creates a stream for one process, it tells others that its subjects are taken; they look again
 * this often.
 */
const TRIES = 10;
const LOOK_AGAIN_MS = 50;

async function ensureStream(manager: JetStreamManager, config: OwnConfig, tries = TRIES): Promise<void> {
  try {
    await manager.streams.add(config);
  } catch (error) {
    if (isStreamNameInUse(error)) await adjustStream(manager, config);
    else if (!isSubjectTaken(error) || tries === 1) throw error;
    else await pause(LOOK_AGAIN_MS).then(() => ensureStream(manager, config, tries - 1));
  }
}

/**
 * An existing stream gets our settings; settings that we do not make stay as the operator chose them. It is left alone
 * where nothing differs: in a cluster each change is a vote of all servers.
 */
async function adjustStream(manager: JetStreamManager, wanted: OwnConfig): Promise<void> {
  const { config } = await manager.streams.info(wanted.name);
  const current: Readonly<Record<string, unknown>> = { ...config };
  const differs = Object.entries(wanted).some(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(current[field]),
  );
  if (differs) await manager.streams.update(wanted.name, wanted);
}
