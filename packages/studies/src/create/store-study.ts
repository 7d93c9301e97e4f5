import { endsSearch } from '@ram-sweep/search/budgets';
import {
  chooseSampler,
  drawsAround,
  searchTrial,
  suggest,
  type Observation,
} from '@ram-sweep/search/samplers';
import { firstGrant } from '@ram-sweep/search/pruners';
import { counted } from '@ram-sweep/format';
import { MOST_TRIALS, type StudySpec } from '@ram-sweep/protocol';
import {
  addTrials,
  createStudy,
  findStudy,
  nextTrialNumber,
  searchSize,
  StudyExistsError,
  trialOutcomes,
  type NewTrial,
  type PinnedPrior,
  type Store,
  type Study,
} from '@ram-sweep/store';
import { badUsage, StudiesError } from '../errors.js';

/**
 * `count` trials of the search from place `index` on, with numbers from `number` on. All of a study exist before the
 * first is trained, so its budget is exact by construction, unless other budgets end its search. Those of a sampler
 * that learns are planned: their params follow from results. Fewer where the space has no more configs. `earlier`: the
 * trials before them, where a person may have enqueued some.
 */
function* searchTrials(
  spec: StudySpec,
  from: { index: number; number: number },
  count: number,
  earlier: readonly Observation[] = [],
): Generator<NewTrial> {
  const history = [...earlier];
  const isPlanned = 'lag' in spec.sampler;
  for (let place = 0; place < count; place += 1) {
    const index = from.index + place;
    const params = isPlanned ? {} : suggest(spec, index, history);
    if (params === null) break;
    if (earlier.length > 0) history.push({ index, params, outcome: 'pending' });
    const { config } = searchTrial(spec, index, params);
    const grantedEpochs = isPlanned ? null : firstGrant(spec, index, config.epochs);
    yield {
      number: from.number + place,
      searchIndex: index,
      isPlanned,
      params,
      config,
      grantedEpochs,
    };
  }
}

/** The study with the sampler that `auto` stands for, which stays when it is extended. */
const settled = (spec: StudySpec): StudySpec => ({ ...spec, sampler: chooseSampler(spec).sampler });

/** The study of that name, or null. Throws a StudiesError where that one is another. */
export async function findSame(store: Store, spec: StudySpec): Promise<Study | null> {
  const known = await findStudy(store, spec.name);
  if (known) requireSame(known, spec);
  return known;
}

/**
 * The study of that name if it is the same one; a new one, which learns from `priors`, if there is none. Another one is
 * an error.
 */
export async function findOrCreateStudy(
  store: Store,
  spec: StudySpec,
  priors: readonly PinnedPrior[] = [],
): Promise<{ study: Study; created: boolean }> {
  const known = (await findStudy(store, spec.name)) ?? (await create(store, spec, priors));
  if ('created' in known) return known;
  requireSame(known, spec);
  return { study: known, created: false };
}

function requireSame(known: Study, spec: StudySpec): void {
  const changed = changedFields(known.spec, settled(spec));
  if (changed.length === 0) return;
  throw new StudiesError(
    `study ${spec.name} exists already, with other values of ${changed.join(', ')}`,
    'usage',
    `choose another --name for this one, or continue the old one: \`ram-sweep resume ${spec.name}\``,
  );
}

/** The study that another `start` made a moment before us is found after all. */
async function create(
  store: Store,
  spec: StudySpec,
  priors: readonly PinnedPrior[],
): Promise<{ study: Study; created: true } | Study> {
  try {
    const chosen = settled(spec);
    // Where a budget ends the search, they are drawn as it moves on.
    const count = endsSearch(chosen) ? 0 : (chosen.trials ?? 0);
    const trials = searchTrials(chosen, { index: 0, number: 0 }, count);
    const study = await createStudy(store, { spec: chosen, trials, priors });
    return { study, created: true };
  } catch (error) {
    const theirs = error instanceof StudyExistsError ? await findStudy(store, spec.name) : null;
    if (theirs) return theirs;
    throw error;
  }
}

/** Throws a StudiesError where `count` more trials are more than a search can have. */
export async function requireRoom(store: Store, { id, name }: Study, count: number): Promise<void> {
  const { trials } = await searchSize(store, id);
  if (trials + count <= MOST_TRIALS) return;
  throw badUsage(
    `--trials +${count}: the search of study ${name} has ${counted(trials, 'trial')}, and can have ${MOST_TRIALS.toLocaleString('en')} at most`,
    trials < MOST_TRIALS ? `add +${MOST_TRIALS - trials} or less` : 'start another study',
  );
}

/** Adds `count` trials to the search, behind its last one. Returns how many the space had configs for. */
export async function extendStudy(store: Store, study: Study, count: number): Promise<number> {
  const { id, spec } = study;
  const { trials: index } = await searchSize(store, id);
  const number = await nextTrialNumber(store, id);
  const undrawn = endsSearch(spec) ? Math.max(0, (spec.trials ?? 0) - index) : 0;
  const earlier = drawsAround(spec) ? await drawnBefore(store, id, index) : [];
  return addTrials(store, id, searchTrials(spec, { index, number }, undrawn + count, earlier));
}

function drawnBefore(store: Store, studyId: string, trials: number): Promise<Observation[]> {
  const indices = Array.from({ length: trials }, (_, index) => index);
  return trialOutcomes(store, studyId, { indices, rung: null });
}

/** Values by path, as texts that can be compared. */
const flat = (spec: StudySpec): Map<string, string> =>
  new Map(
    Object.entries(spec).flatMap(([field, value]): [string, string][] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).map(([inner, held]) => [`${field}.${inner}`, canonical(held)])
        : [[field, canonical(value)]],
    ),
  );

/** Top-level fields and fields one below in which two specs differ, such as `config.epochs`. */
function changedFields(before: StudySpec, after: StudySpec): string[] {
  const [old, now] = [flat(before), flat(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((field) => old.get(field) !== now.get(field))
    .toSorted();
}

/** JSON with sorted keys: in whatever order a file names its fields, it is the same study. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, held: unknown) =>
    held && typeof held === 'object' && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  );
}
