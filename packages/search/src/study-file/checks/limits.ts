import { counted } from '@ram-sweep/format';
import type { StudySpec } from '@ram-sweep/protocol';
import { firstGrant } from '../../pruners/rungs/brackets.js';
import { fewestEpochs } from '../../space/epochs.js';
import { wrongValue, type Finding } from '../finding.js';

/** Whether the budgets of a study contradict one another or its trials. */
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

function checkMinutes({ budget: { hours, minutesPerTrial } }: StudySpec): Finding[] {
  if (hours === undefined || minutesPerTrial === undefined || minutesPerTrial <= hours * 60) return [];
  const message = `is ${minutesPerTrial}, longer than the ${counted(hours, 'hour')} of the whole study`;
  return [wrongValue(['budget', 'minutesPerTrial'], message, { hint: 'make it shorter, or hours longer' })];
}
