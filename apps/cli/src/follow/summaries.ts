import { Interval } from '@ram-sweep/clock';
import { counted } from '@ram-sweep/format';
import { describeBest, findStudyResult, type StudyResult } from '@ram-sweep/results';
import { readPresentWorkers, type Reader } from '@ram-sweep/store/read';
import { commandsInThisShell } from '../print/command/in-this-shell.js';

const EVERY_MS = 15_000;
/** One that has not changed tells little. */
const SAME_AGAIN_EVERY_MS = 120_000;

interface Summarized {
  readonly reader: Reader;
  readonly study: string;
  /** Whether workers on other machines join by tokens. */
  readonly takesTokens: boolean;
}

/** Where a study stands, in a line now and then. Times are milliseconds of any monotonic clock. */
export class Summaries {
  readonly #of: Summarized;
  readonly #untilNext: Interval;
  readonly #untilSameAgain = new Interval(SAME_AGAIN_EVERY_MS);
  #last = '';

  constructor(of: Summarized, now: number) {
    this.#of = of;
    this.#untilNext = new Interval(EVERY_MS, now);
  }

  /** Null where it is too early for another, or it would say the same again. */
  async next(now: number): Promise<string | null> {
    if (!this.#untilNext.restartIfOver(now)) return null;
    const study = await findStudyResult(this.#of.reader, this.#of.study);
    if (!study) return null;
    const summary = summaryLine(study) + ((await this.#lacksWorkers(study)) ? this.#wayOut(study) : '');
    const isNews = summary !== this.#last;
    this.#last = summary;
    return this.#untilSameAgain.restartIfOver(now) || isNews ? summary : null;
  }

  async #lacksWorkers({ state, counts }: StudyResult): Promise<boolean> {
    if (state !== 'active' || counts.running > 0 || counts.waiting === 0) return false;
    return (await readPresentWorkers(this.#of.reader)).length === 0;
  }

  #wayOut({ counts: { waiting } }: StudyResult): string {
    const others = this.#of.takesTokens ? ', `ram-sweep tokens` says who may join from others' : '';
    const commands = commandsInThisShell(`\`ram-sweep worker\` trains on this machine${others}`);
    return `; no worker is here, so ${counted(waiting, 'trial')} ${waiting === 1 ? 'waits' : 'wait'}: ${commands}`;
  }
}

function summaryLine({ counts, trials, best, epochsDone, epochsTotal }: StudyResult): string {
  const found = best ? `best ${describeBest(best)}` : 'no result yet';
  const failed = counts.failed > 0 ? `, ${counts.failed} failed` : '';
  const paused = counts.paused > 0 ? `, ${counts.paused} paused at a rung` : '';
  const planned = counts.planned > 0 ? `, ${counts.planned} planned` : '';
  return `${counts.complete} of ${counted(trials, 'trial')} complete, ${counts.running} running${paused}${planned}${failed}; ${epochsDone} of ${counted(epochsTotal, 'epoch')}; ${found}`;
}
