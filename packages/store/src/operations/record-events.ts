import type { CheckpointRef, TrialEvent, TrialState } from '@ram-sweep/protocol';
import { eq, sql } from 'drizzle-orm';
import type { Queries, Store } from '../database.js';
import { loadFacts } from '../recording/load-facts.js';
import { applyPruning, judgeEpoch, type Judge, type Pruning } from '../recording/judge.js';
import { saveChanges, type Changes } from '../recording/save-changes.js';
import { applyEvent, type EventOutcome, type TrialFacts } from '../recording/trial-machine.js';
import { studies } from '../schema.js';

export interface RecordedEvent {
  readonly event: TrialEvent;
  readonly outcome: EventOutcome;
  /** The trial's state after this event; null if there is no such trial. */
  readonly state: TrialState | null;
  /** The trial's newest attempt; 0 if there is no such trial. */
  readonly attempt: number;
  /** The checkpoints that the trial would go on from, newest first. All its others can be removed. */
  readonly checkpoints: readonly CheckpointRef[];
  /** What the judge made of it. */
  readonly prunings: readonly Pruning[];
}

/**
 * Records a batch of workers' events in one transaction, in their order. Redelivery is normal: recording the
 * same events again, in these batches or others, changes nothing.
 *
 * The number of statements is the same for a batch of any size. An event that cannot be (of another study, of a
 * trial that is not there) is `unknown` and keeps none of the others from being recorded.
 *
 * The judge, if there is one, is asked about each epoch. If this throws, nothing was recorded but the judge has
 * heard of it all the same: forget it and make another from the tables.
 */
export function recordEvents(
  store: Store,
  studyId: string,
  events: readonly TrialEvent[],
  judge: Judge | null = null,
): Promise<RecordedEvent[]> {
  if (events.length === 0) return Promise.resolve([]);
  return store.transaction(async (db) => {
    const own = events.filter(({ study }) => study === studyId);
    const facts = await loadFacts(db, studyId, own);
    const batch = new Batch(facts, await readRetries(db, studyId), judge);
    const recorded = events.map((event) => (event.study === studyId ? batch.apply(event) : unknown(event)));
    await saveChanges(db, studyId, batch);
    return recorded;
  });
}

/** Applies events one by one, and collects what they change. */
class Batch implements Changes {
  readonly trials = new Set<TrialFacts>();
  readonly epochs: Changes['epochs'][number][] = [];
  readonly endings: Changes['endings'][number][] = [];
  readonly notices: Changes['notices'][number][] = [];
  readonly #facts: ReadonlyMap<number, TrialFacts>;
  readonly prunings: Pruning[] = [];
  readonly #retries: number;
  readonly #judge: Judge | null;

  constructor(facts: ReadonlyMap<number, TrialFacts>, retries: number, judge: Judge | null) {
    this.#facts = facts;
    this.#retries = retries;
    this.#judge = judge;
  }

  apply(event: TrialEvent): RecordedEvent {
    const trial = this.#facts.get(event.trial);
    if (trial === undefined) return unknown(event);
    const outcome = applyEvent(trial, event, this.#retries);
    if (outcome === 'recorded') this.#collect(trial, event);
    const prunings = outcome === 'recorded' ? this.#ask(trial, event) : [];
    const checkpoints = trial.checkpoints.map(({ ref }) => ref);
    return { event, outcome, state: trial.state, attempt: trial.attempt, checkpoints, prunings };
  }

  #ask(trial: TrialFacts, event: TrialEvent): readonly Pruning[] {
    if (this.#judge === null) return [];
    if (event.kind === 'complete') this.#judge.complete(trial.number);
    if (event.kind !== 'epoch') return [];
    const prunings = judgeEpoch(this.#judge, trial, event);
    for (const pruning of prunings) {
      this.prunings.push(pruning);
      const named = this.#facts.get(pruning.trial);
      if (named === undefined) continue;
      applyPruning(named, pruning.kind);
      this.trials.add(named);
    }
    return prunings;
  }

  #collect(trial: TrialFacts, event: TrialEvent): void {
    this.trials.add(trial);
    if (event.kind === 'epoch') this.epochs.push(event);
    else if (event.kind === 'notice') this.notices.push(event);
    else
      this.endings.push({
        event,
        state: trial.state,
        failure: event.kind === 'failed' ? trial.failure : null,
      });
  }
}

const unknown = (event: TrialEvent): RecordedEvent => ({
  event,
  outcome: 'unknown',
  state: null,
  attempt: 0,
  checkpoints: [],
  prunings: [],
});

async function readRetries(db: Queries, studyId: string): Promise<number> {
  const [row] = await db
    .select({ retries: sql<number>`(${studies.spec} ->> 'retries')::integer` })
    .from(studies)
    .where(eq(studies.id, studyId));
  return row?.retries ?? 0;
}
