import type { StudySpec } from '@ram-sweep/protocol';
import { chooseSampler } from '@ram-sweep/search/samplers';

/** What `auto` stands for in a new study, and why. Empty where the study names its sampler. */
export function describeChoice(spec: StudySpec): string[] {
  if (spec.sampler.name !== 'auto') return [];
  const { sampler, reason } = chooseSampler(spec);
  const unused =
    spec.prior.length > 0 && !('lag' in sampler)
      ? '; it does not learn, so the studies under prior are not used'
      : '';
  return [`sampler auto: ${sampler.name}, as ${reason}${unused}`];
}

/** The params of a trial follow from the results that the lag lets it know. */
const ANOTHER = 'another lag is another search, for params follow from it';

/** Whether a study's lag suits its trials and the places to train them: `slots` trials train at once. */
export function lagHints(spec: StudySpec, slots: number): string[] {
  const { sampler } = chooseSampler(spec);
  if (!('lag' in sampler)) return [];
  const { lag } = sampler;
  if (slots > lag + 1)
    return [
      `${slots} trials can train at once, but with sampler.lag ${lag} only ${lag + 1} first rungs are drawn ahead: lag ${slots - 1} would keep all of them busy; ${ANOTHER}`,
    ];
  if (spec.trials !== null && lag > spec.trials / 4 && slots <= lag)
    return [
      `with sampler.lag ${lag} each of the ${spec.trials} trials is drawn without the results of the ${lag} before it: lag ${slots - 1} is enough to keep ${slots} training at once, and learns sooner; ${ANOTHER}`,
    ];
  return [];
}
