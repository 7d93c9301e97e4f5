import {
  ALL_CHECKPOINTS,
  ALL_EVENTS,
  ALL_HEARTBEATS,
  CHECKPOINTS_STREAM,
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

/** Takes jobs through the one shared consumer and acknowledges them; the stream itself is out of reach. */
const TAKE_JOBS = [
  '$JS.API.INFO',
  `$JS.API.CONSUMER.INFO.${JOBS_STREAM}.${WORKERS_CONSUMER}`,
  `$JS.API.CONSUMER.MSG.NEXT.${JOBS_STREAM}.${WORKERS_CONSUMER}`,
  `$JS.ACK.${JOBS_STREAM}.${WORKERS_CONSUMER}.>`,
];

/** Writes checkpoints piece by piece, and reads them. Removing them is the coordinator's. */
const KEEP_CHECKPOINTS = [ALL_CHECKPOINTS, `$JS.API.STREAM.MSG.GET.${CHECKPOINTS_STREAM}`];

/** All that a worker needs of nats-server. It may report events but read none, and ask but not answer. */
export const WORKER_PERMISSIONS: Permissions = {
  publish: [ALL_EVENTS, claimSubject('*'), ALL_HEARTBEATS, ...TAKE_JOBS, ...KEEP_CHECKPOINTS],
  subscribe: [controlSubject('*'), `${inboxPrefix('worker')}.>`],
};
