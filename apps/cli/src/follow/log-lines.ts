import { Interval, pause } from '@ram-sweep/clock';
import { counted, percent } from '@ram-sweep/format';
import { describeBest, findStudyResult, type StudyResult } from '@ram-sweep/results';
import { readActivity, readTrials, readWorkers, type Reader } from '@ram-sweep/store/read';
import { Troubles } from './troubles.js';

const POLL_MS = 500;
const SUMMARY_EVERY_MS = 15_000;
/** Trials whose epochs take a fraction of a second would fill the screen. */
const EPOCHS_EVERY_MS = 3_000;

/** `at`: when it happened; now, if nothing is said. */
type WriteLine = (line: string, at?: Date) => void;

/**
 * Follows a study as plain lines, for where there is no terminal: what happens, how far the running trials are,
 * now and then where the study stands, and what is wrong. Ends with the signal.
 */
export async function followAsLines(
  { reader, study, logFile }: { reader: Reader; study: string; logFile: string },
  write: WriteLine,
  signal: AbortSignal,
): Promise<void> {
  const lines = new LineFollower(reader, study, write);
  const troubles = await Troubles.from(logFile);
  const outage = new Outage(write);
  while (!signal.aborted) {
    (await troubles.next()).forEach((trouble) => write(trouble));
    await lines.poll().then(
      () => outage.over(),
      (error: unknown) => outage.goesOn(error),
    );
    await pause(POLL_MS, signal);
  }
  await lines.poll().catch(() => undefined);
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
      `cannot read the results now: ${error instanceof Error ? error.message : String(error)} Trying on; training does not depend on it.`,
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
  readonly #epochs = new Map<number, number>();
  readonly #untilEpochs = new Interval(EPOCHS_EVERY_MS);
  readonly #untilSummary = new Interval(SUMMARY_EVERY_MS, performance.now());
  #lastActivity: number | undefined;
  #stepSeen = false;

  constructor(reader: Reader, studyId: string, write: WriteLine) {
    this.#reader = reader;
    this.#studyId = studyId;
    this.#write = write;
  }

  async poll(): Promise<void> {
    await this.#firstStep();
    await this.#activityLines();
    await this.#epochLines();
    if (!this.#untilSummary.restartIfOver(performance.now())) return;
    const study = await findStudyResult(this.#reader, this.#studyId);
    if (study) this.#write(summaryLine(study));
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

  async #epochLines(): Promise<void> {
    if (!this.#untilEpochs.restartIfOver(performance.now())) return;
    const running = await readTrials(this.#reader, this.#studyId, {
      states: ['running'],
      sort: 'number',
      limit: 64,
    });
    for (const { number, epochs, epochsTotal, curve } of running) {
      if (epochs > (this.#epochs.get(number) ?? 0)) {
        this.#write(
          `trial ${number} epoch ${epochs}/${epochsTotal}: validation error ${percent(curve.at(-1))}`,
        );
      }
      this.#epochs.set(number, epochs);
    }
  }

  async #activityLines(): Promise<void> {
    const rows = await readActivity(this.#reader, this.#studyId, {
      limit: 200,
      ...(this.#lastActivity === undefined ? {} : { after: this.#lastActivity }),
    });
    const oldestFirst = rows.toSorted((a, b) => a.id - b.id);
    for (const { id, at, message } of oldestFirst) {
      this.#lastActivity = Math.max(this.#lastActivity ?? 0, id);
      this.#write(message, at);
    }
  }
}

function summaryLine({ counts, trials, best, epochsDone, epochsTotal }: StudyResult): string {
  const found = best ? `best ${describeBest(best)}` : 'no result yet';
  const failed = counts.failed > 0 ? `, ${counts.failed} failed` : '';
  const paused = counts.paused > 0 ? `, ${counts.paused} paused at a rung` : '';
  const planned = counts.planned > 0 ? `, ${counts.planned} planned` : '';
  return `${counts.complete} of ${counted(trials, 'trial')} complete, ${counts.running} running${paused}${planned}${failed}; ${epochsDone} of ${counted(epochsTotal, 'epoch')}; ${found}`;
}
