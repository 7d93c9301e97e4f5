import { PROTOCOL_VERSION } from '@ram-sweep/protocol';
import { Empty, ErrorCode, headers, type Msg } from 'nats';
import type { z } from 'zod';
import { bounded, decode, encode } from '../codec.js';
import type { Connection } from '../connection/connection.js';
import { CoordinatorAbsentError } from '../errors.js';
import { asRefusal, hasCode } from '../connection/failures.js';
import { subscribe, type Listener } from './listener.js';

/** Marks a reply that is not an answer: the coordinator exists but failed. The value says why. */
const FAILURE_HEADER = 'Ram-Failure';
/** If several coordinators listen for one study, each request goes to one of them. */
const QUEUE = 'coordinator';

/**
 * Where answers may go, including another account of the server (`_R_`). They are sent with the coordinator's
 * rights, so without this check a request could have its answer sent to `$JS.API.STREAM.DELETE.…`.
 */
const INBOX = /^_(INBOX|R_)/;

type Unversioned<Reply> = Reply extends unknown ? Omit<Reply, 'version'> : never;

/** Requests to the coordinator of a study, and its answers. */
export class Requests<Question extends { readonly study: string }, Reply> {
  readonly #connection: Connection;
  readonly #subject: (study: string) => string;
  readonly #question: z.ZodType<Question>;
  readonly #reply: z.ZodType<Reply>;

  constructor(
    connection: Connection,
    kind: {
      readonly subject: (study: string) => string;
      readonly question: z.ZodType<Question>;
      readonly reply: z.ZodType<Reply>;
    },
  ) {
    this.#connection = connection;
    this.#subject = kind.subject;
    this.#question = kind.question;
    this.#reply = kind.reply;
  }

  /** Asks once. Throws CoordinatorAbsentError if no valid answer comes within `timeoutMs`. */
  async request(question: Question, { timeoutMs }: { timeoutMs: number }): Promise<Reply> {
    const { study } = question;
    const subject = this.#subject(study);
    const payload = encode(this.#question, subject, question);
    const deadline = performance.now() + timeoutMs;
    await this.#reach(study, timeoutMs);
    const timeout = Math.max(1, deadline - performance.now());
    return this.#open(study, await this.#ask(study, subject, payload, timeout));
  }

  /**
   * Answers the requests about one study, until it is closed. If the handler throws, the request fails with
   * CoordinatorAbsentError 'failed', which is worth a retry.
   */
  serve(
    study: string,
    answer: (question: Question) => Unversioned<Reply> | Promise<Unversioned<Reply>>,
  ): Listener {
    const subject = this.#subject(study);
    return subscribe(this.#connection, { subject, queue: QUEUE }, (message) => {
      if (!INBOX.test(message.reply ?? '')) return 'its reply subject is not an inbox';
      const decoded = decode(this.#question, message.data);
      if (decoded.ok && decoded.message.study === study) {
        void this.#answer(message, async () => answer(decoded.message));
        return null;
      }
      const reason = decoded.ok ? 'it is about another study' : decoded.reason;
      fail(message, reason);
      return reason;
    });
  }

  async #answer(message: Msg, answer: () => Promise<Unversioned<Reply>>): Promise<void> {
    const { subject } = message;
    try {
      const reply = { version: PROTOCOL_VERSION, ...(await answer()) } as Reply;
      message.respond(encode(this.#reply, subject, reply));
    } catch (error) {
      if (this.#connection.closed) return;
      this.#connection.notice(`a request on ${subject} could not be answered: ${String(error)}`);
      fail(message, String(error));
    }
  }

  async #reach(study: string, timeoutMs: number): Promise<void> {
    if (this.#connection.connected) return this.#connection.throwIfEnded();
    const signal = AbortSignal.timeout(timeoutMs);
    await this.#connection.ready(signal).catch((cause: unknown) => {
      this.#connection.throwIfEnded();
      const message = `the NATS server could not be reached within ${timeoutMs} ms`;
      throw new CoordinatorAbsentError(study, 'disconnected', message, { cause });
    });
  }

  async #ask(study: string, subject: string, payload: Uint8Array, timeout: number): Promise<Msg> {
    try {
      return await this.#connection.whileConnected(
        this.#connection.nats.request(subject, payload, { timeout }),
      );
    } catch (cause) {
      this.#connection.throwIfEnded();
      throw asRefusal(cause, subject) ?? this.#absent(study, cause);
    }
  }

  #absent(study: string, cause: unknown): CoordinatorAbsentError {
    if (hasCode(cause, ErrorCode.NoResponders)) {
      const message = `study ${study} has no coordinator; start one with \`ram-sweep resume\``;
      return new CoordinatorAbsentError(study, 'no-responders', message, { cause });
    }
    if (!this.#connection.connected) {
      const message = 'the connection to the NATS server was lost during the request';
      return new CoordinatorAbsentError(study, 'disconnected', message, { cause });
    }
    const message = `the coordinator of study ${study} did not answer in time`;
    return new CoordinatorAbsentError(study, 'timeout', message, { cause });
  }

  #open(study: string, message: Msg): Reply {
    const failure = message.headers?.get(FAILURE_HEADER);
    const decoded = failure
      ? { ok: false as const, reason: bounded(failure) }
      : decode(this.#reply, message.data);
    if (decoded.ok) return decoded.message;
    const text = `the coordinator of study ${study} gave no valid answer: ${decoded.reason}`;
    throw new CoordinatorAbsentError(study, 'failed', text);
  }
}

function fail(message: Msg, reason: string): void {
  const marked = headers();
  marked.set(FAILURE_HEADER, bounded(reason));
  message.respond(Empty, { headers: marked });
}
