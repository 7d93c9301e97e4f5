import {
  ALL_EVENTS,
  ALL_HEARTBEATS,
  CHECKPOINT_BUCKET,
  claimSubject,
  controlSubject,
  inboxPrefix,
  JOBS_STREAM,
  WORKERS_CONSUMER,
} from '@ram-sweep/protocol';

export interface Permissions {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

const BUCKET = `OBJ_${CHECKPOINT_BUCKET}`;

/** Takes jobs through the one shared consumer and acknowledges them; the stream itself is out of reach. */
const TAKE_JOBS = [
  '$JS.API.INFO',
  `$JS.API.CONSUMER.INFO.${JOBS_STREAM}.${WORKERS_CONSUMER}`,
  `$JS.API.CONSUMER.MSG.NEXT.${JOBS_STREAM}.${WORKERS_CONSUMER}`,
  `$JS.ACK.${JOBS_STREAM}.${WORKERS_CONSUMER}.>`,
];

/**
 * Reads and writes checkpoints. Reading an object makes an ordered consumer on the bucket's stream; writing one
 * may purge the pieces of the object that it replaces.
 */
const KEEP_CHECKPOINTS = [
  '$JS.API.STREAM.NAMES',
  `$JS.API.STREAM.INFO.${BUCKET}`,
  `$JS.API.STREAM.MSG.GET.${BUCKET}`,
  `$JS.API.STREAM.PURGE.${BUCKET}`,
  `$JS.API.DIRECT.GET.${BUCKET}.>`,
  `$JS.API.CONSUMER.CREATE.${BUCKET}`,
  `$JS.API.CONSUMER.CREATE.${BUCKET}.>`,
  `$JS.API.CONSUMER.INFO.${BUCKET}.*`,
  `$JS.API.CONSUMER.MSG.NEXT.${BUCKET}.*`,
  `$JS.API.CONSUMER.DELETE.${BUCKET}.*`,
  `$JS.ACK.${BUCKET}.>`,
  `$JS.FC.${BUCKET}.>`,
  `$O.${CHECKPOINT_BUCKET}.>`,
];

/** All that a worker needs of nats-server. It may report events but read none, and ask but not answer. */
export const WORKER_PERMISSIONS: Permissions = {
  publish: [ALL_EVENTS, claimSubject('*'), ALL_HEARTBEATS, ...TAKE_JOBS, ...KEEP_CHECKPOINTS],
  subscribe: [controlSubject('*'), `${inboxPrefix('worker')}.>`],
};
