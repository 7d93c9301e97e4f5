import { firstGrant } from '@ram-sweep/search/pruners';
import { completedParams, searchTrial } from '@ram-sweep/search/samplers';
import { readConfigs } from '@ram-sweep/search';
import {
  enqueueTrials,
  nextTrialNumber,
  plannedPlaces,
  searchSize,
  type Store,
  type Study,
} from '@ram-sweep/store';

/** Checks a file of configs for a study. Throws a StudyFileError with every mistake; changes nothing. */
export async function checkEnqueued(store: Store, { id, spec }: Study, file: string): Promise<void> {
  const { trials } = await searchSize(store, id);
  await readConfigs(file, spec, trials);
}

/**
 * Makes the configs of a file the next trials of a study's search: those that are planned take them, as a part of the
 * budget; where none or too few are, the others are added behind the last trial. The caller holds the study's lock.
 * Returns the numbers of the trials, and how many were added. Throws a StudyFileError.
 */
export async function enqueueConfigs(
  store: Store,
  { id, spec }: Study,
  file: string,
): Promise<{ numbers: readonly number[]; added: number }> {
  const { trials } = await searchSize(store, id);
  const configs = await readConfigs(file, spec, trials);
  // The places before belong to the study's own list.
  const free = await plannedPlaces(store, id, { from: spec.first.length, limit: configs.length });
  const places = [...free, ...configs.slice(free.length).map((_, more) => trials + more)];
  const drawn = configs.map((given, place) => drawnAt(spec, places[place]!, given));
  const next = await nextTrialNumber(store, id);
  const numbers = await enqueueTrials(store, id, {
    planned: drawn.slice(0, free.length),
    added: drawn
      .slice(free.length)
      .map(({ index, ...trial }, more) => ({ ...trial, searchIndex: index, number: next + more })),
  });
  return { numbers, added: configs.length - free.length };
}

function drawnAt(spec: Study['spec'], index: number, given: Parameters<typeof completedParams>[2]) {
  const params = completedParams(spec, index, given);
  if (params === null) throw new RangeError(`no draw of trial ${index} meets what the study requires`);
  const { config } = searchTrial(spec, index, params);
  return { index, params, config, grantedEpochs: firstGrant(spec, index, config.epochs) };
}
