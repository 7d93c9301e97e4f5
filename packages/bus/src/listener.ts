import type { Msg } from 'nats';
import type { z } from 'zod';
import { decode } from './codec.js';
import type { Connection } from './connection.js';

/** Something that listens until it is closed. */
export interface Listener {
  /** How many messages were ignored because they do not match the protocol. */
  readonly refused: number;
  close(): void;
}

/**
 * Listens to unstored messages. What does not match the protocol is ignored and counted; what the handler
 * throws is told as a notice, and the next message is handled all the same.
 */
export function listen<Message>(
  connection: Connection,
  subject: string,
  schema: z.ZodType<Message>,
  handle: (message: Message) => void,
): Listener {
  return subscribe(connection, { subject }, (message) => {
    const decoded = decode(schema, message.data);
    if (decoded.ok) handle(decoded.message);
    return decoded.ok;
  });
}

/** As `listen`, for raw messages; `handle` says whether the message was one of the protocol. */
export function subscribe(
  connection: Connection,
  { subject, queue }: { subject: string; queue?: string },
  handle: (message: Msg) => boolean,
): Listener {
  connection.throwIfEnded();
  let refused = 0;
  const subscription = connection.nats.subscribe(subject, {
    ...(queue === undefined ? {} : { queue }),
    callback: (error, message) => {
      if (error) return;
      try {
        if (!handle(message)) refused += 1;
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
