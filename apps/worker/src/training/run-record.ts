import { CheckpointDigestError, CheckpointMissingError, type Bus } from '@ram-sweep/bus';
import {
  checkpointName,
  PROTOCOL_VERSION,
  type CheckpointRef,
  type Job,
  type TrialEvent,
} from '@ram-sweep/protocol';
import { CheckpointCorruptError, decodeCheckpoint } from '@ram-sweep/ram';

/** The content of an event, apart from its sender. */
export type EventBody = TrialEvent extends infer Event
  ? Event extends TrialEvent
    ? Omit<Event, 'version' | 'study' | 'trial' | 'attempt' | 'sequence' | 'worker' | 'at'>
    : never
  : never;

interface RunOf {
  readonly bus: Bus;
  readonly worker: string;
  readonly job: Job;
  readonly attempt: number;
}

/** What is stored of one attempt at a trial: its numbered events and its checkpoints. */
export class RunRecord {
  readonly #of: RunOf;
  #sequence = 0;

  constructor(of: RunOf) {
    this.#of = of;
  }

  /** Resolves when the event is stored, however long the server is unreachable. */
  async publish(body: EventBody): Promise<void> {
    const { bus, worker, attempt, job } = this.#of;
    const { study, trial } = job;
    const envelope = { version: PROTOCOL_VERSION, study, trial, attempt, worker } as const;
    const at = new Date().toISOString();
    const event: TrialEvent = { ...envelope, sequence: this.#sequence, at, ...body };
    this.#sequence += 1;
    await bus.events.publish(event);
  }

  storeCheckpoint(bytes: Uint8Array, epoch: number, step: number): Promise<CheckpointRef> {
    const { bus, attempt, job } = this.#of;
    const name = checkpointName(job.study, job.trial, attempt, epoch, step);
    return bus.checkpoints.put(name, bytes, { epoch, step });
  }

  /** The first of `refs` that is whole, or null if none is; reports in an event each one that cannot be used. */
  async readCheckpoint(
    refs: readonly CheckpointRef[],
  ): Promise<{ ref: CheckpointRef; bytes: Uint8Array } | null> {
    for (const ref of refs) {
      try {
        const bytes = await this.#of.bus.checkpoints.get(ref);
        decodeCheckpoint(bytes);
        return { ref, bytes };
      } catch (error) {
        if (!isUnusable(error)) throw error;
        await this.#notice(`cannot resume from epoch ${ref.epoch}: ${error.message}`);
      }
    }
    if (refs.length > 0)
      await this.#notice('no checkpoint could be used; training starts again from epoch 1');
    return null;
  }

  #notice(message: string): Promise<void> {
    return this.publish({ kind: 'notice', message });
  }
}

/** Missing, changed in transit, or written in a format that we do not know. */
const isUnusable = (error: unknown): error is Error =>
  [CheckpointDigestError, CheckpointMissingError, CheckpointCorruptError].some(
    (kind) => error instanceof kind,
  );
