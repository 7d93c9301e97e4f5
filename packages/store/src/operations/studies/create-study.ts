import type { Params, StudySpec, TrialConfig, TrialPhase } from '@ram-sweep/protocol';
import { sql } from 'drizzle-orm';
import { appendActivity } from '../../activity-log.js';
import type { Queries, Store } from '../../connection/database.js';
import { StudyExistsError } from '../../errors.js';
import { insertRows } from '../../insert-rows.js';
import { type PinnedPrior, storedPrior } from '../../prior.js';
import { studies, trials } from '../../schema.js';
import { type Study, studyColumns, studyOf } from '../../study.js';

/** A trial before its first attempt: what the sampler drew, and the whole config that follows from it. */
export interface NewTrial {
  readonly number: number;
  readonly params: Params;
  readonly config: TrialConfig;
  /** `search` by default. */
  readonly phase?: TrialPhase;
  /** Of a finalist or control: the trial of the search whose config it has. */
  readonly repeats?: number;
  /** Of a trial of the search: its place there. */
  readonly searchIndex?: number;
  /** Its params are not drawn yet. Default: false. */
  readonly isPlanned?: boolean;
  /** Epochs up to which it may train before it is judged. Default: null, to its end. */
  readonly grantedEpochs?: number | null;
}

/** Rows of one statement: some megabytes of JSON. */
const TRIALS_AT_ONCE = 2000;

/**
 * Creates the study with all its trials and what it learns from, or nothing. Throws StudyExistsError if the name is
 * taken.
 */
export function createStudy(
  store: Store,
  {
    spec,
    trials: newTrials,
    priors = [],
  }: { spec: StudySpec; trials: Iterable<NewTrial>; priors?: readonly PinnedPrior[] },
): Promise<Study> {
  return store.transaction(async (db) => {
    const [row] = await db
      .insert(studies)
      .values({ name: spec.name, spec, priors: priors.map(storedPrior) })
      .onConflictDoNothing({ target: studies.name })
      .returning(studyColumns);
    if (row === undefined) throw new StudyExistsError(spec.name);
    const made = await insertTrials(db, row.id, newTrials);
    await appendActivity(db, row.id, [
      {
        kind: 'study',
        message: `study ${spec.name} created${describeTrials(made)}`,
      },
    ]);
    return studyOf(row);
  });
}

/** Where budgets end the search, it has none yet. */
const describeTrials = (count: number): string =>
  count === 0 ? '' : ` with ${count} trial${count === 1 ? '' : 's'}`;

/** Adds the trials whose numbers are not there yet, as they are drawn. Returns how many. */
export async function insertTrials(
  db: Queries,
  studyId: string,
  newTrials: Iterable<NewTrial>,
): Promise<number> {
  let added = 0;
  const insert = async (rows: ReturnType<typeof rowOf>[]): Promise<void> => {
    added += await insertRows(db, trials, rows, sql`on conflict do nothing`);
  };
  let rows: ReturnType<typeof rowOf>[] = [];
  for (const trial of newTrials) {
    rows.push(rowOf(studyId, trial));
    if (rows.length < TRIALS_AT_ONCE) continue;
    await insert(rows);
    rows = [];
  }
  await insert(rows);
  return added;
}

function rowOf(studyId: string, trial: NewTrial) {
  const { number, params, config, phase = 'search', repeats = null } = trial;
  const { searchIndex = null, isPlanned = false, grantedEpochs = null } = trial;
  const state = isPlanned ? ('planned' as const) : ('waiting' as const);
  return {
    studyId,
    number,
    phase,
    repeats,
    searchIndex,
    state,
    params,
    config,
    grantedEpochs,
    epochsTotal: config.epochs,
  };
}
