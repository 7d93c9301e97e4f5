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

/** Takes jobs through the one shared consumer; the stream itself is out of reach. */
const NEXT_JOBS = `$JS.API.CONSUMER.MSG.NEXT.${JOBS_STREAM}.${WORKERS_CONSUMER}`;

/**
 * All that a worker may send. It may report events but read none, ask but not answer, write and read checkpoints but
 * not remove them.
 */
const WORKER_SENDS: readonly string[] = [
  ALL_EVENTS,
  claimSubject('*'),
  ALL_HEARTBEATS,
  '$JS.API.INFO',
  `$JS.API.CONSUMER.INFO.${JOBS_STREAM}.${WORKERS_CONSUMER}`,
  NEXT_JOBS,
  `$JS.ACK.${JOBS_STREAM}.${WORKERS_CONSUMER}.>`,
  ALL_CHECKPOINTS,
  `$JS.API.STREAM.MSG.GET.${CHECKPOINTS_STREAM}`,
];

export interface NatsUser {
  readonly user: string;
  readonly password: string;
}

const COORDINATOR_ACCOUNT = 'COORDINATOR';
const WORKER_ACCOUNT = 'WORKER';
/** NATS' own, for questions to the server itself. */
const SYSTEM_ACCOUNT = '$SYS';
/** Asks who is connected as a worker. */
export const WORKER_CONNECTIONS = `$SYS.REQ.ACCOUNT.${WORKER_ACCOUNT}.CONNZ`;

/**
 * The users as two accounts of nats-server, and what passes between them. The coordinator has one to itself; the other
 * is of the workers of this machine and of all that join by token. A watcher may ask who is connected there, and
 * nothing else.
 *
 * Permissions alone would not keep a worker in its bounds: a request names the subject of its answer, and the server,
 * or the coordinator, answers with rights of its own. A worker could have the receipt of an event sent to
 * `$JS.API.STREAM.PURGE.…`, say. Answers to another account go to that account and nowhere else.
 */
export function natsAccounts(
  coordinator: NatsUser,
  workers: readonly NatsUser[],
  watcher?: NatsUser,
): Readonly<Record<string, object>> {
  const control = controlSubject('*');
  const permissions = {
    publish: { allow: WORKER_SENDS },
    subscribe: { allow: [control, `${inboxPrefix('worker')}.>`] },
  };
  const watching = {
    publish: { allow: [WORKER_CONNECTIONS] },
    subscribe: { allow: [`${inboxPrefix('cli')}.>`] },
  };
  const services = WORKER_SENDS.map((service) => ({
    service,
    accounts: [WORKER_ACCOUNT],
    ...(service === NEXT_JOBS ? { response_type: 'stream' } : {}),
  }));
  return {
    [COORDINATOR_ACCOUNT]: {
      jetstream: 'enabled',
      users: [coordinator],
      exports: [...services, { stream: control, accounts: [WORKER_ACCOUNT] }],
    },
    [WORKER_ACCOUNT]: {
      users: workers.map((worker) => ({ ...worker, permissions })),
      imports: [
        ...WORKER_SENDS.map((subject) => ({ service: { account: COORDINATOR_ACCOUNT, subject } })),
        { stream: { account: COORDINATOR_ACCOUNT, subject: control } },
      ],
    },
    ...(watcher ? { [SYSTEM_ACCOUNT]: { users: [{ ...watcher, permissions: watching }] } } : {}),
  };
}
