import type { RepeatResult } from '@ram-sweep/report';
import { rankFinalists, winningFinalist } from '@ram-sweep/search';
import { readTrials, type Reader, type StudySummary, type TrialRow } from '@ram-sweep/store/read';
import { notFound } from './errors.js';
import { meanTests } from './mean-tests.js';
import { propose } from './print/propose.js';

/** The best that a study has found, and on what grounds. */
export interface Winner {
  /**
   * `finalist`: of the configs that were trained again with fresh seeds the one of smallest mean validation error.
   * `search`: the trial of smallest validation error, which may owe something to luck.
   */
  readonly source: 'finalist' | 'search';
  /** A trial that has the config: of a finalist the seed of smallest validation error. */
  readonly trial: TrialRow;
  /** The finalist's seeds together; null for a trial of the search. */
  readonly group: RepeatResult | null;
  readonly controls: readonly RepeatResult[];
}

/**
 * The winner of a study: a finalist once all of them are over, the search's best trial before. The test split has no
 * say in it. Throws a CommandError (not found) where no trial has finished an epoch.
 */
export async function requireWinner(reader: Reader, study: StudySummary): Promise<Winner> {
  const groups = await readGroups(reader, study);
  const first = winningFinalist(groups);
  const trial = first && bestSeed(first);
  if (trial) {
    const controls = groups.filter(({ phase, repeats }) => phase === 'control' && repeats === first.repeats);
    return { source: 'finalist', trial, group: first, controls };
  }
  const [best] = await readTrials(reader, study.id, { phases: ['search'], ranked: true, limit: 1 });
  if (best) return { source: 'search', trial: best, group: null, controls: [] };
  throw notFound(
    `no trial of study ${study.name} has finished an epoch yet`,
    `follow it with \`${propose(`watch ${study.name}`)}\``,
  );
}

/** Finalists, best first, then controls. */
export async function readGroups(reader: Reader, study: StudySummary): Promise<RepeatResult[]> {
  const trials = await readTrials(reader, study.id, { phases: ['finalist', 'control'] });
  return rankFinalists(trials).map((group) => ({ ...group, tests: meanTests(group.trials) }));
}

function bestSeed({ trials }: RepeatResult): TrialRow | undefined {
  return trials
    .filter(({ state }) => state === 'complete')
    .toSorted((a, b) => (a.bestValidationError ?? 1) - (b.bestValidationError ?? 1))[0];
}
