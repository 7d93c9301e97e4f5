import type { Distribution, Params, ParamValue, StudySpec } from '@ram-sweep/protocol';
import { accepts } from '../require/accepts.js';
import { completeConfig } from '../space/complete-config.js';
import { conditionsHold, dependencyOrder } from '../space/conditions.js';
import { canTake } from '../space/values.js';

/**
 * The params by which a study would have trained the config that an earlier study trained with `params`. Null if it
 * would not have: a value lies outside its space, it has another value of a field that only the earlier study
 * searched, or it requires something else. A field that is searched only here has the value that was fixed there.
 */
export function mapParams(spec: StudySpec, prior: StudySpec, params: Params): Params | null {
  const trained = trainedConfig(prior, params);
  const mapped: Record<string, ParamValue> = {};
  for (const field of dependencyOrder(spec.space).order) {
    const distribution = (spec.space as Readonly<Record<string, Distribution>>)[field]!;
    if (!conditionsHold(distribution, mapped, spec.config)) continue;
    const value = trained[field];
    if (value === undefined || !canTake(distribution, value)) return null;
    mapped[field] = value;
  }
  return agrees(spec, prior, trained) && accepts(spec, mapped) ? Object.freeze(mapped) : null;
}

/** The config of a trial; without a seed if each trial had its own. */
function trainedConfig(prior: StudySpec, params: Params): Readonly<Record<string, ParamValue>> {
  const { seed, ...config } = completeConfig(prior, params);
  const isKnown = Object.hasOwn(params, 'seed') || prior.config.seed !== undefined;
  return isKnown && seed !== undefined ? { ...config, seed } : config;
}

/** Whether a config has what this study fixes, of all that the earlier one searched. */
function agrees(spec: StudySpec, prior: StudySpec, trained: Readonly<Record<string, ParamValue>>): boolean {
  const fixed = completeConfig(spec, {});
  return Object.keys(prior.space).every(
    (field) => Object.hasOwn(spec.space, field) || field === 'seed' || trained[field] === fixed[field],
  );
}
