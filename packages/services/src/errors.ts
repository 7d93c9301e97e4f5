import { RamSweepError } from '@ram-sweep/protocol/errors';

/** Why a private server could not be started, found or stopped, and what a person can do about it. */
export class ServiceError extends RamSweepError {
  readonly kind = 'unavailable';
  /** A disk may have room again, a machine less to do. */
  readonly retryable = true;
  readonly service: ProgramName;
  /** The last lines that the server wrote, '' where it wrote none. */
  readonly logTail: string;

  constructor(service: ProgramName, message: string, options: { logTail?: string; cause?: unknown } = {}) {
    const tail = options.logTail ?? '';
    super(tail === '' ? message : `${message}\nLast lines of its log:\n${indent(tail)}`, {
      cause: options.cause,
    });
    this.service = service;
    this.logTail = tail;
  }
}

/** The port was free a moment ago and is not any more; another one may be tried. */
export class PortTakenError extends ServiceError {}

export const SERVICE_NAMES = ['postgres', 'nats-server'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];
/** Also what takes connections from other machines, where a home has one. */
export type ProgramName = ServiceName | 'listener';

/** The state in `home` cannot be used as it is. */
export class ServicesHomeError extends RamSweepError {
  readonly kind = 'unavailable';
  readonly retryable = false;
  readonly path: string;

  constructor(path: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.path = path;
  }
}

const JOINING_KINDS = {
  'not-listening': 'unavailable',
  'unknown-token': 'not-found',
  'bad-name': 'usage',
} as const;

/** A home does not let workers on other machines join as it is asked to. */
export class JoiningError extends RamSweepError {
  readonly kind: (typeof JOINING_KINDS)[keyof typeof JOINING_KINDS];
  readonly retryable = false;
  readonly reason: keyof typeof JOINING_KINDS;

  constructor(reason: keyof typeof JOINING_KINDS, message: string) {
    super(message);
    this.reason = reason;
    this.kind = JOINING_KINDS[reason];
  }
}

/** Another process holds the lock on `home` and did not let go in time. */
export class ServicesLockedError extends RamSweepError {
  readonly kind = 'unavailable';
  readonly retryable = true;
  readonly path: string;
  readonly pid: number;

  constructor(path: string, pid: number) {
    super(
      `process ${pid} has been starting or stopping the servers for too long; ` +
        `end it, or delete ${path} if it is not a ram-sweep process, and try again`,
    );
    this.path = path;
    this.pid = pid;
  }
}

/** One place where nats-server was looked for, and why it was not taken from there. */
export interface SearchedPlace {
  readonly place: string;
  readonly reason: string;
}

export class NatsServerNotFoundError extends RamSweepError {
  readonly kind = 'unavailable';
  readonly retryable = false;
  readonly searched: readonly SearchedPlace[];

  constructor(searched: readonly SearchedPlace[]) {
    const lines = searched.map(({ place, reason }) => `  ${place}: ${reason}`);
    super(
      `nats-server ${MINIMUM_NATS_VERSION} or newer was not found.\n${lines.join('\n')}\n` +
        'Install it (Debian, Ubuntu: apt-get install nats-server; macOS: brew install nats-server; ' +
        'others: https://github.com/nats-io/nats-server/releases) so that it is on the PATH, and try again.',
    );
    this.searched = searched;
  }
}

/** Durable consumers that are removed when nobody uses them, which the bus makes, are there from here on. */
export const MINIMUM_NATS_VERSION = '2.9.0';

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
