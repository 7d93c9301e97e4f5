import { createHash } from 'node:crypto';
import {
  checkpointOfPiece,
  checkpointPiece,
  checkpointPieces,
  CHECKPOINTS_STREAM,
  studyCheckpoints,
  trialCheckpoints,
  type CheckpointRef,
} from '@ram-sweep/protocol';
import {
  BusRefusedError,
  CheckpointDigestError,
  CheckpointMissingError,
  CheckpointTooLargeError,
} from '../errors.js';
import { isMessageMissing, isStreamMissing } from '../connection/failures.js';
import type { JetStream } from '../jetstream/jetstream.js';
import { overlapping } from '../connection/overlapping.js';

/**
 * A model of the largest allowed sizes has 168 million weights: 2.7 GB with Adam's two moments and the best weights.
 */
const MAX_CHECKPOINT_BYTES = 3 * 1024 ** 3;
const PIECE_BYTES = 128 * 1024;
const HEADER_ROOM_BYTES = 1024;
const NAME = /^([0-9a-f-]{36})\/(\d+)\/(\d+)-\d+-\d+$/;
/**
 * Every server accepts at least this much in one message; a ref that claims more pieces would cause endless
 * requests.
 */
const SMALLEST_PIECE_BYTES = 1024;

/**
 * Checkpoints, cut into pieces that are one message each. Everything known about a checkpoint besides its pieces
 * (size, digest) is in its CheckpointRef, which travels with the event that reports it. So nothing here can
 * disagree with it, and pieces without a ref are removed with their trial.
 */
export class Checkpoints {
  readonly #jetstream: JetStream;

  constructor(jetstream: JetStream) {
    this.#jetstream = jetstream;
  }

  /**
   * Resolves when the server has stored all of it, however long that takes. Putting the same name again replaces it.
   * Throws CheckpointTooLargeError above 3 GiB, BusRefusedError, the reason of `signal`, or BusClosedError.
   */
  async put(
    name: string,
    bytes: Uint8Array,
    at: { epoch: number; step: number; signal?: AbortSignal },
  ): Promise<CheckpointRef> {
    if (!NAME.test(name)) throw new BusRefusedError(name, `${name} is no name of a checkpoint`);
    if (bytes.length > MAX_CHECKPOINT_BYTES) {
      throw new CheckpointTooLargeError(name, bytes.length, MAX_CHECKPOINT_BYTES);
    }
    const size = await this.#pieceBytes(at.signal);
    await overlapping(Math.ceil(bytes.length / size), async (piece) => {
      const payload = bytes.subarray(piece * size, (piece + 1) * size);
      const subject = checkpointPiece(name, piece);
      await this.#jetstream.publish({ stream: CHECKPOINTS_STREAM, subject, payload, signal: at.signal });
    });
    return { name, digest: sha256(bytes), bytes: bytes.length, epoch: at.epoch, step: at.step };
  }

  /**
   * The bytes that were put. Throws CheckpointMissingError if any of them is missing, CheckpointDigestError if they
   * do not match the ref, the reason of `signal`, or BusClosedError.
   */
  async get(ref: CheckpointRef, { signal }: { signal?: AbortSignal } = {}): Promise<Uint8Array> {
    const { name, bytes: length } = ref;
    if (!NAME.test(name)) throw new CheckpointMissingError(name, 'has an impossible name');
    if (length > MAX_CHECKPOINT_BYTES) {
      throw new CheckpointDigestError(name, `cannot have ${length} bytes`);
    }
    const bytes = await this.#join(name, length, signal);
    if (sha256(bytes) !== ref.digest)
      throw new CheckpointDigestError(name, 'does not have its SHA-256 digest');
    return bytes;
  }

  /**
   * Removes the checkpoints of the same trial that come before this one (an older attempt, or an earlier epoch or
   * step), and what unfinished puts before it have left behind. Later ones stay: they may be newer than the caller
   * knows. Throws BusRefusedError for an invalid name.
   */
  async removeOlder(name: string): Promise<void> {
    if (!NAME.test(name)) throw new BusRefusedError(name, `${name} is no name of a checkpoint`);
    const [study = '', trial] = name.split('/');
    const subjects = await this.#jetstream.subjects(
      CHECKPOINTS_STREAM,
      trialCheckpoints(study, Number(trial)),
    );
    const stored = new Set(subjects.map(checkpointOfPiece));
    for (const other of stored) {
      if (comesBefore(other, name)) await this.#jetstream.purge(CHECKPOINTS_STREAM, checkpointPieces(other));
    }
  }

  /** Removes every checkpoint of a study; returns how many messages those were. */
  purge(study: string): Promise<number> {
    return this.#jetstream.purge(CHECKPOINTS_STREAM, studyCheckpoints(study));
  }

  /** The writer chooses the size of the pieces; the first piece shows it. */
  async #join(name: string, length: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
    if (length === 0) return new Uint8Array(0);
    const first = await this.#piece(name, 0, signal);
    const size = first.length;
    if (size < Math.min(SMALLEST_PIECE_BYTES, length) || size > length) {
      throw new CheckpointDigestError(name, `does not have ${length} bytes`);
    }
    const rest = async (index: number): Promise<Uint8Array> => {
      const piece = await this.#piece(name, index, signal);
      if (piece.length === Math.min(size, length - index * size)) return piece;
      throw new CheckpointDigestError(name, `has a piece ${index} of ${piece.length} bytes`);
    };
    const last = Math.ceil(length / size) - 1;
    if (last === 0) return first.slice();
    // The ref may claim any length, so memory is allocated once its last piece was seen.
    const end = await rest(last);
    const bytes = new Uint8Array(length);
    bytes.set(first);
    bytes.set(end, last * size);
    await overlapping(last - 1, async (index) => bytes.set(await rest(index + 1), (index + 1) * size));
    return bytes;
  }

  async #piece(name: string, piece: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const subject = checkpointPiece(name, piece);
    const { streams } = this.#jetstream.connection.manager;
    const data = await this.#jetstream.persist(
      subject,
      () =>
        streams.getMessage(CHECKPOINTS_STREAM, { last_by_subj: subject }).then(
          (found) => found.data,
          (error: unknown) => this.#nullWhereGone(error),
        ),
      signal,
    );
    if (!data) throw new CheckpointMissingError(name, `is not on the NATS server (piece ${piece})`);
    return data;
  }

  /**
   * Null if the server does not have the piece. A worker waits for a missing stream, because the coordinator
   * recreates it; a command asks once: without its stream the piece is gone.
   */
  #nullWhereGone(error: unknown): null {
    const isCommand = this.#jetstream.connection.options.role === 'cli';
    if (isMessageMissing(error) || (isCommand && isStreamMissing(error))) return null;
    throw error;
  }

  async #pieceBytes(signal: AbortSignal | undefined): Promise<number> {
    const { connection } = this.#jetstream;
    await connection.ready(signal);
    const largest = connection.nats.info?.max_payload ?? Infinity;
    return Math.max(SMALLEST_PIECE_BYTES, Math.min(PIECE_BYTES, largest - HEADER_ROOM_BYTES));
  }
}

/** Whether this attempt at the trial, or one before it, can have made the checkpoint. */
export function isCheckpointOf(
  { study, trial, attempt }: { study: string; trial: number; attempt: number },
  { name }: CheckpointRef,
): boolean {
  const [, ofStudy, ofTrial, byAttempt] = NAME.exec(name) ?? [];
  return ofStudy === study && Number(ofTrial) === trial && Number(byAttempt) <= attempt;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Orders two checkpoints of one trial by attempt, epoch and step, the last parts of their names. */
function comesBefore(one: string, other: string): boolean {
  const [place, otherPlace] = [one, other].map((name) =>
    name
      .slice(name.lastIndexOf('/') + 1)
      .split('-')
      .map(Number),
  );
  const differs = place!.findIndex((value, index) => value !== otherPlace![index]);
  return differs >= 0 && place![differs]! < otherPlace![differs]!;
}
