import { trialConfigSchema, type Distribution, type StudySpec } from '@ram-sweep/protocol';
import { firstGrant } from '../../pruners/rungs/brackets.js';
import { wrongValue, type Finding } from '../finding.js';

/** Whether the budgets of a study contradict one another, or its trials. */
export const checkLimits = (spec: StudySpec): Finding[] => [...checkEpochs(spec), ...checkMinutes(spec)];

function checkEpochs(spec: StudySpec): Finding[] {
  const { epochs } = spec.budget;
  const shortest = fewestEpochs(spec);
  const needed = firstGrant(spec, 0, shortest) ?? shortest;
  if (epochs === undefined || epochs >= needed) return [];
  const message = `is ${epochs}, and one trial trains for ${needed}`;
  const hint = `write ${needed} or more; epochs of each trial are config.epochs`;
  return [wrongValue(['budget', 'epochs'], message, { hint })];
}

/** Epochs of the shortest trial that the space has. */
function fewestEpochs({ space, config }: StudySpec): number {
  const fixed = config.epochs ?? trialConfigSchema.shape.epochs.parse(undefined);
  const searched: Distribution | undefined = space.epochs;
  if (searched === undefined) return fixed;
  const fewest =
    searched.distribution === 'categorical'
      ? Math.min(...searched.choices.map(Number))
      : Math.ceil(searched.low);
  return searched.when === undefined ? fewest : Math.min(fewest, fixed);
}

function checkMinutes({ budget: { hours, minutesPerTrial } }: StudySpec): Finding[] {
  if (hours === undefined || minutesPerTrial === undefined || minutesPerTrial <= hours * 60) return [];
  const message = `is ${minutesPerTrial}, longer than the ${hours} hours of the whole study`;
  return [wrongValue(['budget', 'minutesPerTrial'], message, { hint: 'make it shorter, or hours longer' })];
}
