import type { Distribution, Params, ParamValue, SearchSpace, StudySpec } from '@ram-sweep/protocol';
import { conditionsOf, conditionValues } from './conditions.js';
import { canTake } from './values.js';

type Range = Exclude<Distribution, { distribution: 'categorical' }>;

/**
 * A narrower space around params that an earlier search found best. Each range becomes `share` of its width (a
 * quarter by default; of its width in logarithms for log-uniform; an integer at least its neighbours), centred on
 * the best value and clipped to the old range. Choices stay, and so do fields that the best trial did not have.
 * Conditions on values that no longer exist are removed, and so are fields that could no longer be drawn.
 */
export function spaceAround(
  { space, config }: Pick<StudySpec, 'space' | 'config'>,
  best: Params,
  share = 0.25,
): SearchSpace {
  const narrowed = Object.entries(space as SearchSpace).map(
    ([field, distribution]) => [field, around(distribution, best[field], share)] as const,
  );
  return withoutDead(Object.fromEntries(narrowed), config);
}

function around(distribution: Distribution, best: ParamValue | undefined, share: number): Distribution {
  if (distribution.distribution === 'categorical' || typeof best !== 'number') return distribution;
  const [low, high] = rangeAround(distribution, best, share / 2);
  return {
    ...distribution,
    low: Math.min(Math.max(low, distribution.low), best),
    high: Math.max(Math.min(high, distribution.high), best),
  };
}

/** `half` is the share of the old width on either side. */
function rangeAround({ distribution, low, high }: Range, best: number, half: number): [number, number] {
  if (distribution === 'integer') {
    const reach = Math.max(1, Math.round((high - low) * half));
    return [best - reach, best + reach];
  }
  if (distribution === 'uniform') {
    const reach = (high - low) * half;
    return [readable(best - reach), readable(best + reach)];
  }
  const factor = (high / low) ** half;
  return [readable(best / factor), readable(best * factor)];
}

/** Three digits are enough for range bounds that people read. */
const readable = (value: number): number => Number(value.toPrecision(3));

/** Removes fields whose conditions can no longer hold, until nothing depends on removed fields any more. */
function withoutDead(space: SearchSpace, fixed: Partial<Params>): SearchSpace {
  const kept = Object.entries(space).flatMap(([field, distribution]) => {
    const living = withLivingConditions(distribution, space, fixed);
    return living === undefined ? [] : [[field, living] as const];
  });
  const left = Object.fromEntries(kept);
  return kept.length === Object.keys(space).length ? left : withoutDead(left, fixed);
}

function withLivingConditions(
  distribution: Distribution,
  space: SearchSpace,
  fixed: Partial<Params>,
): Distribution | undefined {
  const conditions = conditionsOf(distribution).map(([other, wanted]) => {
    const searched = space[other];
    const values = conditionValues(wanted).filter(
      (value) => value === fixed[other] || (searched !== undefined && canTake(searched, value)),
    );
    return [other, values, Array.isArray(wanted) ? values : wanted] as const;
  });
  if (conditions.some(([, values]) => values.length === 0)) return undefined;
  if (conditions.length === 0) return distribution;
  const when = conditions.map(([other, , wanted]) => [other, wanted] as const);
  return { ...distribution, when: Object.fromEntries(when) as Distribution['when'] };
}
