import { counted } from '@ram-sweep/format';
import type { StudySpec } from '@ram-sweep/protocol';
import { checkPriors, type PriorStudy, type StudyOverride } from '@ram-sweep/search';
import { judgedEpoch } from '@ram-sweep/search/pruners';
import { priorTrials } from '@ram-sweep/search/samplers';
import { findStudy, searchSize, trialOutcomes, type PinnedPrior, type Store } from '@ram-sweep/store';

/** A new study, and what it was read from. */
export interface RequestedSpec {
  readonly spec: StudySpec;
  /** The study file; the name of a study where there is none. */
  readonly source: string;
  /** In the place of a study file's. */
  readonly text?: string;
  /** What a program made, which has no text. */
  readonly value?: unknown;
  readonly overrides: readonly StudyOverride[];
}

/**
 * What a new study takes over from those that it names, with a line on each for people. Throws a StudyFileError where
 * it cannot learn from one.
 */
export async function takePriors(
  store: Store,
  { spec, source, ...given }: RequestedSpec,
): Promise<{ pinned: PinnedPrior[]; lines: string[] }> {
  const found = await readPriorStudies(store, spec);
  await checkPriors(source, spec, found, given);
  const pinned = pinPriors(spec, found);
  return { pinned, lines: describePinned(pinned, found) };
}

/** Those of the studies named under `prior` that there are, with what their trials count as now. */
async function readPriorStudies(
  store: Store,
  { prior }: Pick<StudySpec, 'prior'>,
): Promise<Map<string, PriorStudy>> {
  const found = new Map<string, PriorStudy>();
  for (const name of prior) {
    const study = await findStudy(store, name);
    if (study?.name !== name) continue;
    const { trials } = await searchSize(store, study.id);
    const indices = Array.from({ length: trials }, (_, index) => index);
    const outcomes = await trialOutcomes(store, study.id, { indices, rung: judgedEpoch(study.spec) });
    found.set(name, { spec: study.spec, trials: outcomes });
  }
  return found;
}

/**
 * What a study takes over from those that it names. One that still runs is taken as it stands: what is known of it now
 * is stored with the study, so its search follows from that, whatever becomes of the other.
 */
const pinPriors = (spec: StudySpec, found: ReadonlyMap<string, PriorStudy>): PinnedPrior[] =>
  spec.prior.map((study) => {
    const { trials, digest } = priorTrials(spec, found.get(study)!);
    return {
      study,
      digest,
      trials: trials.map(({ index, params, outcome }) => ({ index, params, outcome: Number(outcome) })),
    };
  });

/** One line for each, such as `learns from study mnist-28: 12 of its 20 trials (digest 3f2a…), 2 pending`. */
function describePinned(pinned: readonly PinnedPrior[], found: ReadonlyMap<string, PriorStudy>): string[] {
  return pinned.map(({ study, digest, trials }) => {
    const all = found.get(study)?.trials ?? [];
    const pending = all.filter(({ outcome }) => outcome === 'pending').length;
    const unknown = pending > 0 ? `; ${pending} have no result yet and are left out permanently` : '';
    return `learns from study ${study}: ${trials.length} of its ${counted(all.length, 'trial')}, digest ${digest.slice(0, 12)}${unknown}`;
  });
}
