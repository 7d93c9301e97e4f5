import { nanos, type Msg } from 'nats';

/** JetStream's acknowledgements are messages to the reply subject of the message (ADR-13 of NATS). */

/** Done: the message leaves the work queue. */
export function ack(message: Msg): void {
  message.respond('+ACK');
}

/** Not now: it is redelivered, at once or after a delay. */
export function nak(message: Msg, delayMs = 0): void {
  message.respond(delayMs > 0 ? `-NAK ${JSON.stringify({ delay: nanos(delayMs) })}` : '-NAK');
}

/** Still working: the time limit for its acknowledgement restarts. */
export function keep(message: Msg): void {
  message.respond('+WPI');
}

/** Never redeliver: nobody can use this message. */
export function terminate(message: Msg): void {
  message.respond('+TERM');
}

/**
 * Counts the deliveries of a consumer from 1. The reply subject has it, with or without domain and account:
 * `$JS.ACK.[<domain>.<account>.]<stream>.<consumer>.<delivered>.<stream seq>.<consumer seq>.<time>.<pending>[.<token>]`
 */
export function deliverySequence(message: Msg): number {
  const tokens = (message.reply ?? '').split('.');
  return Number(tokens.length === 9 ? tokens[6] : tokens[8]);
}
