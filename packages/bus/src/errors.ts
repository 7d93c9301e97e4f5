import { RamSweepError } from '@ram-sweep/protocol/errors';

/** No NATS server could be used: none answers, it refuses us, or it lacks what we need. */
export class BusUnavailableError extends RamSweepError {
  readonly kind = 'unavailable';
  readonly retryable = true;
  readonly servers: readonly string[];

  constructor(servers: readonly string[], message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.servers = servers;
  }
}

/** A home refuses the user of a join token: it was revoked, or belongs to another home. */
export class TokenRefusedError extends RamSweepError {
  readonly kind = 'unavailable';
  readonly retryable = false;
  readonly servers: readonly string[];

  constructor(servers: readonly string[], message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.servers = servers;
  }
}

/** An option of connectBus is wrong. */
export class BusOptionsError extends RamSweepError {
  readonly kind = 'usage';
  readonly retryable = false;
}

/** The bus was closed; nothing more goes in or out. */
export class BusClosedError extends RamSweepError {
  readonly kind = 'failure';
  readonly retryable = false;

  constructor() {
    super('the connection to NATS was closed by this program');
  }
}

/** Only ever seen inside this package: callers wait for the connection and try again. */
export class ConnectionLostError extends RamSweepError {
  readonly kind = 'unavailable';
  readonly retryable = true;

  constructor() {
    super('the connection to the NATS server was lost');
  }
}

/** The server will never accept this message or request: it is too large, or we may not send it. */
export class BusRefusedError extends RamSweepError {
  readonly kind = 'unavailable';
  readonly retryable = false;
  readonly subject: string;

  constructor(subject: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.subject = subject;
  }
}

/** One of our own messages that does not match the protocol, so it was not sent. */
export class InvalidMessageError extends RamSweepError {
  readonly kind = 'failure';
  readonly retryable = false;
  readonly subject: string;

  constructor(subject: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.subject = subject;
  }
}

/**
 * `no-responders`: no coordinator drives the study. `timeout`: none answered in time.
 * `disconnected`: the server could not be reached in time. `failed`: it answered that it cannot answer now.
 */
type AbsenceReason = 'no-responders' | 'timeout' | 'disconnected' | 'failed';

/** A request to the coordinator of a study got no valid answer. Whether it was acted on is unknown. */
export class CoordinatorAbsentError extends RamSweepError {
  readonly kind = 'unavailable';
  readonly retryable = true;
  readonly study: string;
  readonly reason: AbsenceReason;

  constructor(study: string, reason: AbsenceReason, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.study = study;
    this.reason = reason;
  }
}

/** The checkpoint store does not hold this checkpoint, or not all of it. */
export class CheckpointMissingError extends RamSweepError {
  readonly kind = 'not-found';
  readonly retryable = false;
  readonly checkpoint: string;

  constructor(checkpoint: string, message: string) {
    super(`checkpoint ${checkpoint} ${message}`);
    this.checkpoint = checkpoint;
  }
}

/** The checkpoint stored under this name does not match its reference: digest or length differ. */
export class CheckpointDigestError extends RamSweepError {
  readonly kind = 'failure';
  readonly retryable = false;
  readonly checkpoint: string;

  constructor(checkpoint: string, message: string) {
    super(`checkpoint ${checkpoint} ${message}`);
    this.checkpoint = checkpoint;
  }
}

/** A checkpoint that is too large for the store. */
export class CheckpointTooLargeError extends RamSweepError {
  readonly kind = 'failure';
  readonly retryable = false;
  override readonly failureClass = 'bad-config';
  readonly checkpoint: string;
  readonly bytes: number;

  constructor(checkpoint: string, bytes: number, limit: number) {
    super(
      `checkpoint ${checkpoint} has ${bytes} bytes; at most ${limit} are allowed; make the model smaller`,
    );
    this.checkpoint = checkpoint;
    this.bytes = bytes;
  }
}
