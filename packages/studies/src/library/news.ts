import { findBest } from '@ram-sweep/results';
import {
  activityEnd,
  readActivity,
  readNewEpochs,
  readTrials,
  type ActivityEnd,
  type ActivityRow,
  type NewEpoch,
  type Reader,
  type StudySummary,
} from '@ram-sweep/store/read';
import {
  trialHappenings,
  type BestEvent,
  type NoteEvent,
  type StudyEvent,
  type TrialEvent,
  type TrialHappening,
} from './interfaces/events.js';
import type { Best } from './interfaces/results.js';

/** Rows of activity that are read at a time. */
const ROWS = 500;

type Studied = Pick<StudySummary, 'id' | 'spec'>;

/** Where the news of a study begin: what it had come to by then is none. */
export interface Beginning extends ActivityEnd {
  readonly best: Best | null;
}

/** Now. */
export async function beginning(reader: Reader, study: Studied): Promise<Beginning> {
  return { ...(await activityEnd(reader, study.id)), best: await findBest(reader, study) };
}

/** Reads what is new in a study, each time since the time before. */
export class News {
  readonly #reader: Reader;
  readonly #study: Studied;
  readonly #since: Date;
  #lastRow: number;
  #best: Best | null;
  #running: readonly number[] = [];
  /** The newest epoch told of each trial. */
  readonly #told = new Map<number, number>();

  constructor(reader: Reader, study: Studied, { id, at, best }: Beginning) {
    this.#reader = reader;
    this.#study = study;
    this.#since = at;
    this.#lastRow = id;
    this.#best = best;
  }

  /** In the order of time. What it throws is lost no news: they are read again. */
  async read(): Promise<StudyEvent[]> {
    const rows = await this.#readRows();
    const running = await this.#readRunning();
    const epochs = await this.#readEpochs([...running, ...rows.flatMap(({ trial }) => trial ?? [])]);
    const happened = inOrder([
      ...epochs.map((epoch) => ({ kind: 'epoch', ...epoch }) as const),
      ...rows.map(eventOf),
    ]);
    const best = happened.length > 0 ? await findBest(this.#reader, this.#study) : this.#best;
    const news = [...happened, ...bestEvents(this.#best, best, happened.at(-1)?.at)];
    this.#lastRow = rows.at(-1)?.id ?? this.#lastRow;
    this.#running = running;
    this.#best = best;
    for (const { trial, epoch } of epochs) this.#told.set(trial, epoch);
    return news;
  }

  async #readRows(): Promise<ActivityRow[]> {
    const rows: ActivityRow[] = [];
    for (;;) {
      const after = rows.at(-1)?.id ?? this.#lastRow;
      const page = await readActivity(this.#reader, this.#study.id, { after, limit: ROWS });
      rows.push(...page);
      if (page.length < ROWS) return rows;
    }
  }

  async #readRunning(): Promise<number[]> {
    const running = await readTrials(this.#reader, this.#study.id, { states: ['running'], sort: 'number' });
    return running.map(({ number }) => number);
  }

  /** Also of trials that ran the last time: their last epoch and their end are recorded at once. */
  #readEpochs(trials: readonly number[]): Promise<NewEpoch[]> {
    const seen = new Map([...this.#running, ...trials].map((trial) => [trial, this.#told.get(trial) ?? 0]));
    return readNewEpochs(this.#reader, this.#study.id, { seen, since: this.#since });
  }
}

const inOrder = <Event extends StudyEvent>(events: readonly Event[]): Event[] =>
  events.toSorted((a, b) => a.at.getTime() - b.at.getTime());

function bestEvents(before: Best | null, best: Best | null, at = new Date()): BestEvent[] {
  return best === null || JSON.stringify(best) === JSON.stringify(before) ? [] : [{ kind: 'best', at, best }];
}

function eventOf({ at, trial, kind, message }: ActivityRow): TrialEvent | NoteEvent {
  if (trial === null) return { kind: 'note', at, message };
  return { kind: 'trial', at, trial, happening: isHappening(kind) ? kind : 'notice', message };
}

const isHappening = (kind: string): kind is TrialHappening => trialHappenings.some((each) => each === kind);
