import type { Distribution, Params, ParamValue, StudySpec } from '@ram-sweep/protocol';
import { conditionsOf, conditionValues } from '../../space/conditions.js';
import { fieldsInOrder } from '../draws/draw-fields.js';
import { fromModelScale, toModelScale } from '../model-scale.js';

/** One field of the space as a coordinate of the model. */
export interface Feature {
  readonly field: string;
  readonly distribution: Distribution;
  /** How many values there are; Infinity for a continuous field. */
  readonly levels: number;
  /** Whether its values have no order. */
  readonly categorical: boolean;
  /** Features before it, and the places that they must be at for it to be drawn. */
  readonly conditions: readonly { readonly place: number; readonly wanted: readonly number[] }[];
}

/** A config: per feature a place in [0, 1], the number of a choice, or NaN if the field is not drawn. */
export type Point = Float64Array;

/** The fields that can be drawn, parents before children, among equals by name. */
export function featuresOf({ space, config }: Pick<StudySpec, 'space' | 'config'>): Feature[] {
  const features: Feature[] = [];
  const sorted = Object.fromEntries(Object.entries(space).toSorted(byName));
  for (const [field, distribution] of fieldsInOrder(sorted)) {
    const conditions = conditionsIn(features, distribution, config);
    if (conditions === undefined) continue;
    const categorical = distribution.distribution === 'categorical';
    features.push({ field, distribution, levels: levelsOf(distribution), categorical, conditions });
  }
  return features;
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** The conditions that are not settled by what is fixed; undefined if one of those does not hold. */
function conditionsIn(
  features: readonly Feature[],
  distribution: Distribution,
  fixed: Partial<Params>,
): Feature['conditions'] | undefined {
  const conditions: { place: number; wanted: number[] }[] = [];
  for (const [field, value] of conditionsOf(distribution)) {
    const place = features.findIndex((each) => each.field === field);
    const values = conditionValues(value);
    if (place >= 0)
      conditions.push({ place, wanted: values.flatMap((each) => placeOf(features[place]!, each) ?? []) });
    else if (!values.includes(fixed[field] as ParamValue)) return undefined;
  }
  return conditions;
}

function levelsOf(distribution: Distribution): number {
  if (distribution.distribution === 'categorical') return distribution.choices.length;
  return distribution.distribution === 'integer' ? distribution.high - distribution.low + 1 : Infinity;
}

/** The bounds of a numeric feature on the model's scale. */
function boundsOf(
  distribution: Exclude<Distribution, { distribution: 'categorical' }>,
): [low: number, high: number] {
  const { low, high } = distribution;
  return distribution.distribution === 'log-uniform' ? [Math.log(low), Math.log(high)] : [low, high];
}

/** Where a value is; undefined for one outside of the distribution. */
function placeOf({ distribution }: Feature, value: ParamValue | undefined): number | undefined {
  const number = toModelScale(distribution, value);
  if (number === undefined || distribution.distribution === 'categorical') return number;
  const [low, high] = boundsOf(distribution);
  return high === low ? 0 : (number - low) / (high - low);
}

/** A point whose places are all filled, with NaN for the fields that its conditions leave out. */
export function masked(features: readonly Feature[], filled: Point): Point {
  const point = Float64Array.from(filled);
  for (const [index, { conditions }] of features.entries())
    if (conditions.some(({ place, wanted }) => !wanted.includes(point[place]!))) point[index] = NaN;
  return point;
}

/** Undefined for params that have a value outside of the space, or lack one that its conditions ask for. */
export function encode(features: readonly Feature[], params: Params): Point | undefined {
  const filled = Float64Array.from(features, (feature) => placeOf(feature, params[feature.field]) ?? NaN);
  const point = masked(features, filled);
  const lacking = features.some(
    ({ conditions }, index) =>
      Number.isNaN(point[index]!) && conditions.every(({ place, wanted }) => wanted.includes(point[place]!)),
  );
  return lacking ? undefined : point;
}

/** The params that a masked point stands for. */
export const paramsAt = (features: readonly Feature[], point: Point): Params =>
  Object.freeze(
    Object.fromEntries(
      features.flatMap((feature, index) =>
        Number.isNaN(point[index]!) ? [] : [[feature.field, valueOf(feature, point[index]!)] as const],
      ),
    ),
  );

function valueOf({ distribution }: Feature, place: number): ParamValue {
  if (distribution.distribution === 'categorical') return fromModelScale(distribution, place);
  const [low, high] = boundsOf(distribution);
  const value = low + (high - low) * place;
  if (distribution.distribution === 'integer') return Math.round(value);
  // Rounding may lead out of the bounds.
  return fromModelScale(distribution, Math.min(Math.max(value, low), high));
}

/** The place of a value from a share of [0, 1): of a whole number its own, of a choice its number. */
export function placeAt({ levels, categorical }: Feature, share: number): number {
  if (levels === Infinity) return share;
  const level = Math.min(Math.floor(share * levels), levels - 1);
  return categorical ? level : placeOfLevel(levels, level);
}

/** The place of the `level`th whole number, from 0. */
export const placeOfLevel = (levels: number, level: number): number =>
  levels === 1 ? 0 : level / (levels - 1);
