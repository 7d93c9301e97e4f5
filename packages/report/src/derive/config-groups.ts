import { multiplyAdds } from '@ram-sweep/ram/cost';
import type { RepeatResult } from '@ram-sweep/results';
import type { TrialRow } from '@ram-sweep/store/read';
import { kindOf, type TrialKind } from './timeline/trial-kind.js';

/** All trials of one config: what the search made of it, and its trainings with fresh seeds. */
export interface ConfigGroup {
  /**
   * The trial of the search that had the config first; of a control the one whose config it shares but for the policy.
   */
  readonly origin: number;
  readonly kind: TrialKind;
  /** The trial of the search, or the first seed of a control. */
  readonly shown: TrialRow;
  /** The trial of the search, where the group has it. */
  readonly searched: TrialRow | null;
  /** Trained again with fresh seeds; null where it was not. */
  readonly again: RepeatResult | null;
  /** Multiply-adds of one image at test; null before its params are drawn. */
  readonly cost: number | null;
}

/** Configs that were trained again, best first; the others of the search that are listed, by rank; controls last. */
export function configGroups(listed: readonly TrialRow[], repeats: readonly RepeatResult[]): ConfigGroup[] {
  const finalists = repeats.filter(({ phase }) => phase === 'finalist');
  const again = new Map(finalists.map((group) => [group.repeats, group]));
  const bySearch = listed.map((trial) => groupOf(trial, again.get(trial.number) ?? null));
  const standing = new Map(finalists.map((group, index) => [group.repeats, index]));
  return [
    ...bySearch.toSorted((a, b) => placeOf(a, standing) - placeOf(b, standing)),
    ...repeats.filter(({ phase }) => phase === 'control').map(controlGroup),
  ];
}

const placeOf = ({ origin }: ConfigGroup, standing: ReadonlyMap<number, number>): number =>
  standing.get(origin) ?? standing.size;

const groupOf = (trial: TrialRow, again: RepeatResult | null): ConfigGroup => ({
  origin: trial.number,
  kind: again ? 'finalist' : 'search',
  shown: trial,
  searched: trial,
  again,
  cost: trial.state === 'planned' ? null : multiplyAdds(trial.config),
});

function controlGroup(group: RepeatResult): ConfigGroup {
  const shown = group.trials[0]!;
  return {
    origin: group.repeats,
    kind: kindOf(shown),
    shown,
    searched: null,
    again: group,
    cost: multiplyAdds(shown.config),
  };
}
