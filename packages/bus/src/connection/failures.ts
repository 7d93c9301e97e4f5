import { ErrorCode, NatsError } from 'nats';
import { BusRefusedError } from '../errors.js';

/** JetStream's own error numbers (server/errors.json of nats-server). */
const STREAM_NAME_IN_USE = 10058;
const STREAM_NOT_FOUND = 10059;
const SUBJECTS_OVERLAP = 10065;
const CONSUMER_NOT_FOUND = 10014;
const MESSAGE_NOT_FOUND = 10037;
const MESSAGE_TOO_LARGE = 10054;
const NO_SUITABLE_SERVERS = 10005;
const INSUFFICIENT_RESOURCES = 10023;
const TEMPORARILY_UNAVAILABLE = 10008;
const NO_LEADER = 10009;
const REPLICAS_WITHOUT_CLUSTER = 10074;

export function isStreamNameInUse(error: unknown): boolean {
  return jetstreamCode(error) === STREAM_NAME_IN_USE;
}

/**
 * Another stream has the subjects; the server also gives this answer while it creates this very stream for another
 * process.
 */
export function isSubjectTaken(error: unknown): boolean {
  return jetstreamCode(error) === SUBJECTS_OVERLAP;
}

export function isConsumerMissing(error: unknown): boolean {
  return jetstreamCode(error) === CONSUMER_NOT_FOUND;
}

export function isMessageMissing(error: unknown): boolean {
  return jetstreamCode(error) === MESSAGE_NOT_FOUND;
}

/** The stream does not exist, or nobody on this server knows JetStream. */
export function isStreamMissing(error: unknown): boolean {
  // A cluster without a leader answers with the same code.
  const isUnanswered = hasCode(error, ErrorCode.NoResponders) && !saysNoLeader(error);
  return isUnanswered || isStreamGone(error);
}

/** JetStream answers that there is no such stream. */
export function isStreamGone(error: unknown): boolean {
  return jetstreamCode(error) === STREAM_NOT_FOUND;
}

/** A cluster says this, or nothing, until it has elected another leader. */
export function isWithoutLeader(error: unknown): boolean {
  return saysNoLeader(error) || hasCode(error, ErrorCode.Timeout);
}

export function saysNoLeader(error: unknown): boolean {
  const code = jetstreamCode(error);
  return code === TEMPORARILY_UNAVAILABLE || code === NO_LEADER;
}

/** More than one copy of a stream was asked of a server that is in no cluster. */
export function isNoCluster(error: unknown): boolean {
  return jetstreamCode(error) === REPLICAS_WITHOUT_CLUSTER;
}

/** The cluster has fewer servers with JetStream, or with room for the stream, than copies were asked for. */
export function isClusterTooSmall(error: unknown): boolean {
  const code = jetstreamCode(error);
  return code === NO_SUITABLE_SERVERS || code === INSUFFICIENT_RESOURCES;
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof NatsError && error.code === code;
}

/** The error for a failure that no repetition can fix; null for one that may pass by itself. */
export function asRefusal(error: unknown, subject: string): BusRefusedError | null {
  if (hasCode(error, ErrorCode.PermissionsViolation)) {
    return new BusRefusedError(subject, `the NATS server does not let this user publish to ${subject}`, {
      cause: error,
    });
  }
  if (hasCode(error, ErrorCode.MaxPayloadExceeded) || jetstreamCode(error) === MESSAGE_TOO_LARGE) {
    return new BusRefusedError(subject, `a message for ${subject} is larger than the NATS server allows`, {
      cause: error,
    });
  }
  return null;
}

/** What went wrong, in the server's words. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (hasCode(error, ErrorCode.NoResponders)) return 'JetStream does not answer or the stream is missing';
  if (hasCode(error, ErrorCode.Timeout)) return 'the server did not answer in time';
  return error.message;
}

function jetstreamCode(error: unknown): number | undefined {
  return error instanceof NatsError ? error.api_error?.err_code : undefined;
}
