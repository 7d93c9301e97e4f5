import { planControls, planFinalists, rankFinalists, type RepeatTrial } from '@ram-sweep/search/finalists';
import {
  addTrials,
  nextTrialNumber,
  readRepeatedTrials,
  searchResults,
  type Store,
  type Study,
} from '@ram-sweep/store';

/**
 * What a study does once no trial waits or runs:
 *
 *   search ──▶ finalists: its best `top` configs, each with fresh seeds ──▶ controls: the best finalist's config
 *
 * A single config has no rival to wait for: its controls start with its finalists, so no worker is idle while the
 * last one trains.
 *
 * Adds the missing trials of the next phase, and returns them; none if the study is complete. All of
 * it follows from the tables: asked again, after a crash or when the search was extended, it adds what is missing.
 */
export async function addNextPhase(store: Store, study: Study): Promise<readonly RepeatTrial[]> {
  const { finalists } = study.spec;
  if (finalists === null) return [];
  const trials = await readRepeatedTrials(store, study.id);
  const nextNumber = await nextTrialNumber(store, study.id);
  const has = (phase: RepeatTrial['phase'], source: number): boolean =>
    trials.some((trial) => trial.phase === phase && trial.repeats === source);

  const sources = await searchResults(store, study.id, { limit: finalists.top });
  const missing = sources.filter(({ number }) => !has('finalist', number));
  if (missing.length > 0) {
    const planned = planFinalists(study.spec, missing, nextNumber);
    const [only] = sources.length === 1 ? sources : [];
    const controls = only ? planControls(study.spec, only, nextNumber + planned.length) : [];
    return add(store, study, [...planned, ...controls]);
  }
  const [winner] = rankFinalists(trials);
  const source = sources.find(({ number }) => number === winner?.repeats);
  if (!winner?.validation || !source || has('control', source.number)) return [];
  // As they were drawn: a version before drew them otherwise where a search was extended, and controls are paired.
  const seeds = trials
    .filter(({ phase, repeats }) => phase === 'finalist' && repeats === source.number)
    .map(({ config }) => config.seed);
  return add(store, study, planControls(study.spec, source, nextNumber, seeds));
}

async function add(
  store: Store,
  study: Study,
  planned: readonly RepeatTrial[],
): Promise<readonly RepeatTrial[]> {
  if (planned.length > 0) await addTrials(store, study.id, planned, planned[0]!.phase);
  return planned;
}
