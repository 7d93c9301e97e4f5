import type { Msg } from 'nats';
import type { z } from 'zod';
import { decode } from '../codec.js';
import type { Connection } from '../connection/connection.js';

/** Something that listens until it is closed. */
export interface Listener {
  /** How many messages were ignored because they do not match the protocol. */
  readonly refused: number;
  close(): void;
}

/**
 * Listens to unstored messages. Messages that do not match the protocol are refused and counted. An error of the
 * handler becomes a notice, and the next message is handled as usual.
 */
export function listen<Message>(
  connection: Connection,
  subject: string,
  schema: z.ZodType<Message>,
  handle: (message: Message) => void,
): Listener {
  return subscribe(connection, { subject }, (message) => {
    const decoded = decode(schema, message.data);
    if (!decoded.ok) return decoded.reason;
    handle(decoded.message);
    return null;
  });
}

/** Like `listen`, for raw messages; `handle` returns why a message is refused, or null if it is not. */
export function subscribe(
  connection: Connection,
  { subject, queue }: { subject: string; queue?: string },
  handle: (message: Msg) => string | null,
): Listener {
  connection.throwIfEnded();
  let refused = 0;
  const refuse = (reason: string): void => {
    refused += 1;
    if (isPowerOfTen(refused)) connection.notice(refusal(subject, refused, reason));
  };
  const subscription = connection.nats.subscribe(subject, {
    ...(queue === undefined ? {} : { queue }),
    callback: (error, message) => {
      if (error) return;
      try {
        const reason = handle(message);
        if (reason !== null) refuse(reason);
      } catch (cause) {
        connection.notice(`a message on ${subject} could not be handled: ${String(cause)}`);
      }
    },
  });
  return {
    get refused() {
      return refused;
    },
    close: () => subscription.unsubscribe(),
  };
}

/** The 1st, 10th, 100th, … are reported, so that nobody can fill a log by sending many. */
const isPowerOfTen = (count: number): boolean => /^10*$/.test(String(count));

function refusal(subject: string, count: number, reason: string): string {
  const what = count === 1 ? 'a message' : `${count} messages by now`;
  return `refused ${what} on ${subject}, the last because: ${reason}`;
}
