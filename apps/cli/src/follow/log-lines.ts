import { Interval, pause } from '@ram-sweep/clock';
import { percent } from '@ram-sweep/format';
import {
  readActivity,
  readLatestEpochs,
  readTrials,
  readWorkers,
  type ActivityEnd,
  type ActivityRow,
  type Reader,
} from '@ram-sweep/store/read';
import { InOrder } from '../logs/in-order.js';
import { Summaries } from './summaries.js';
import { Troubles } from './troubles.js';

const POLL_MS = 500;
/** Trials whose epochs take a fraction of a second would fill the screen. */
const EPOCHS_EVERY_MS = 3_000;
/** What is committed in one poll is reported by the next, whatever source it comes from. */
const PATIENCE_MS = 2 * POLL_MS;

/** `at`: when it happened; now, if nothing is said. */
type WriteLine = (line: string, at?: Date) => void;

/** What is followed. */
interface Source {
  readonly reader: Reader;
  readonly study: string;
  readonly logFile: string;
  /** Whether workers on other machines join by tokens. */
  readonly takesTokens: boolean;
  /** What lies before it is old and not told; without it, the newest activity is. */
  readonly since?: ActivityEnd | undefined;
}

/**
 * Follows a study as plain lines, for where there is no terminal: what happens, how far the running trials are, now and
 * then where the study stands, and what is wrong, all in the order of time. Ends with the signal.
 */
export async function followAsLines(source: Source, write: WriteLine, signal: AbortSignal): Promise<void> {
  const held = new InOrder<Line>(PATIENCE_MS);
  const hold: WriteLine = (text, at = new Date()) => held.add({ at, text }, performance.now());
  const tell = (lines: readonly Line[]): void => lines.forEach(({ at, text }) => write(text, at));
  const lines = new LineFollower(source, hold);
  const troubles = await Troubles.from(source.logFile);
  const outage = new Outage(hold);
  while (!signal.aborted) {
    (await troubles.nextLines()).forEach(({ at, text }) => hold(text, at));
    await lines.poll().then(
      () => outage.over(),
      (error: unknown) => outage.goesOn(error),
    );
    tell(held.take(performance.now()));
    await pause(POLL_MS, signal);
  }
  await lines.poll().catch(() => undefined);
  tell(held.takeAll());
}

interface Line {
  readonly at: Date;
  readonly text: string;
}

/** A time in which the database cannot be read: told when it begins and when it ends. */
class Outage {
  readonly #write: WriteLine;
  #since: number | undefined;

  constructor(write: WriteLine) {
    this.#write = write;
  }

  goesOn(error: unknown): void {
    if (this.#since !== undefined) return;
    this.#since = performance.now();
    this.#write(
      `cannot read the results now: ${error instanceof Error ? error.message : String(error)} Retrying; training does not depend on it.`,
    );
  }

  over(): void {
    if (this.#since === undefined) return;
    this.#write(
      `the results can be read again, after ${Math.round((performance.now() - this.#since) / 1000)} s`,
    );
    this.#since = undefined;
  }
}

class LineFollower {
  readonly #reader: Reader;
  readonly #studyId: string;
  readonly #write: WriteLine;
  /** The newest epoch told of each trial. */
  readonly #epochs = new Map<number, number>();
  readonly #untilEpochs = new Interval(EPOCHS_EVERY_MS);
  readonly #summaries: Summaries;
  /** Epochs up to then are old. */
  readonly #since: Date | undefined;
  #running: readonly number[] = [];
  #lastActivity: number | undefined;
  #stepSeen = false;

  constructor(source: Source, write: WriteLine) {
    const { reader, study, since } = source;
    this.#reader = reader;
    this.#studyId = study;
    this.#write = write;
    this.#summaries = new Summaries(source, performance.now());
    this.#since = since?.at;
    this.#lastActivity = since?.id;
  }

  async poll(): Promise<void> {
    await this.#firstStep();
    const rows = await this.#newActivity();
    // First, as the last epoch of a trial and its end are recorded at the same moment.
    await this.#epochLines(this.#lastActivity === undefined ? [] : rows.flatMap(({ trial }) => trial ?? []));
    for (const { id, at, message } of rows) {
      this.#lastActivity = Math.max(this.#lastActivity ?? 0, id);
      this.#write(message, at);
    }
    const summary = await this.#summaries.next(performance.now());
    if (summary !== null) this.#write(summary);
  }

  async #firstStep(): Promise<void> {
    if (this.#stepSeen) return;
    const workers = await readWorkers(this.#reader, { seenWithinSeconds: 10 });
    const training = workers.find(({ runs }) =>
      runs.some((run) => run.study === this.#studyId && run.step > 0),
    );
    if (!training) return;
    this.#stepSeen = true;
    this.#write(`training runs on ${training.engine} (${training.device})`);
  }

  /** Also of trials that ended since the last poll, `ended` among them: their last epoch is news. */
  async #epochLines(ended: readonly number[]): Promise<void> {
    const tellsAll = this.#untilEpochs.restartIfOver(performance.now());
    const running = await readTrials(this.#reader, this.#studyId, {
      states: ['running'],
      sort: 'number',
      limit: 64,
    });
    const now = running.map(({ number }) => number);
    const trials = [...new Set([...this.#running, ...now, ...ended])];
    this.#running = now;
    for (const latest of await readLatestEpochs(this.#reader, this.#studyId, trials)) {
      const { trial, epoch, epochsTotal, validationError, at } = latest;
      if (!tellsAll && now.includes(trial)) continue;
      const isNews = epoch > (this.#epochs.get(trial) ?? 0) && at > (this.#since ?? new Date(0));
      this.#epochs.set(trial, epoch);
      if (isNews)
        this.#write(
          `trial ${trial} epoch ${epoch}/${epochsTotal}: validation error ${percent(validationError)}`,
          at,
        );
    }
  }

  #newActivity(): Promise<ActivityRow[]> {
    const after = this.#lastActivity;
    return readActivity(this.#reader, this.#studyId, {
      limit: 200,
      ...(after === undefined ? {} : { after }),
    });
  }
}
