import type { CheckpointRef, TrialEvent, TrialState } from '@ram-sweep/protocol';
import { eq, sql } from 'drizzle-orm';
import type { Queries, Store } from '../../connection/database.js';
import { loadFacts } from '../../recording/load-facts.js';
import { judgeEpoch, prune, type EpochPruner, type Verdict } from '../../recording/pruner.js';
import { saveChanges, type Changes } from '../../recording/save-changes.js';
import { applyEvent, type EventOutcome, type TrialFacts } from '../../recording/trial-machine.js';
import { studies } from '../../schema.js';

export interface RecordedEvent {
  readonly event: TrialEvent;
  readonly outcome: EventOutcome;
  /** The trial's state after this event; null if there is no such trial. */
  readonly state: TrialState | null;
  /** The trial's newest attempt; 0 if there is no such trial. */
  readonly attempt: number;
  /** The checkpoints that the trial would go on from, newest first. All its others can be removed. */
  readonly checkpoints: readonly CheckpointRef[];
  /** What the pruner made of it. */
  readonly verdicts: readonly Verdict[];
}

/**
 * Records a batch of workers' events in one transaction, in their order. Redelivery is normal: recording the
 * same events again, in these batches or others, changes nothing.
 *
 * The number of statements is the same for a batch of any size. An event that cannot be (of another study, of a
 * trial that is not there) is `unknown` and keeps none of the others from being recorded.
 *
 * The pruner, if there is one, is asked about each epoch. If this throws, nothing was recorded but the pruner has
 * heard of it all the same: forget it and make another from the tables.
 */
export function recordEvents(
  store: Store,
  studyId: string,
  events: readonly TrialEvent[],
  pruner: EpochPruner | null = null,
): Promise<RecordedEvent[]> {
  if (events.length === 0) return Promise.resolve([]);
  return store.transaction(async (db) => {
    const own = events.filter(({ study }) => study === studyId);
    const facts = await loadFacts(db, studyId, own);
    const batch = new Batch(facts, await readRetries(db, studyId), pruner);
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
  readonly verdicts: Verdict[] = [];
  readonly #facts: ReadonlyMap<number, TrialFacts>;
  readonly #retries: number;
  readonly #pruner: EpochPruner | null;

  constructor(facts: ReadonlyMap<number, TrialFacts>, retries: number, pruner: EpochPruner | null) {
    this.#facts = facts;
    this.#retries = retries;
    this.#pruner = pruner;
  }

  apply(event: TrialEvent): RecordedEvent {
    const trial = this.#facts.get(event.trial);
    if (trial === undefined) return unknown(event);
    const outcome = applyEvent(trial, event, this.#retries);
    if (outcome === 'recorded') this.#collect(trial, event);
    const verdicts = outcome === 'recorded' ? this.#ask(trial, event) : [];
    const checkpoints = trial.checkpoints.map(({ ref }) => ref);
    return { event, outcome, state: trial.state, attempt: trial.attempt, checkpoints, verdicts };
  }

  #ask(trial: TrialFacts, event: TrialEvent): readonly Verdict[] {
    if (this.#pruner === null) return [];
    if (event.kind === 'complete') this.#pruner.complete(trial.number);
    if (event.kind !== 'epoch') return [];
    const verdicts = judgeEpoch(this.#pruner, trial, event);
    for (const verdict of verdicts) {
      this.verdicts.push(verdict);
      prune(trial);
      this.trials.add(trial);
    }
    return verdicts;
  }

  #collect(trial: TrialFacts, event: TrialEvent): void {
    this.trials.add(trial);
    if (event.kind === 'epoch') this.epochs.push(event);
    else if (event.kind === 'notice') this.notices.push(event);
    else
      this.endings.push({
        event,
        state: trial.state,
        phase: trial.phase,
        searchIndex: trial.searchIndex,
        stopAsked: trial.stopAsked,
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
  verdicts: [],
});

async function readRetries(db: Queries, studyId: string): Promise<number> {
  const [row] = await db
    .select({ retries: sql<number>`(${studies.spec} ->> 'retries')::integer` })
    .from(studies)
    .where(eq(studies.id, studyId));
  return row?.retries ?? 0;
}
