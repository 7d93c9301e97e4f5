import { relevantFields } from '@ram-sweep/protocol';
import type { TrialDetail } from '@ram-sweep/store/read';

/** The fields of two configs that differ and matter to one of the trials, in the order of the schema. */
export function differences(one: TrialDetail, other: TrialDetail): string[] {
  const relevant = new Set([...relevantFields(one.config), ...relevantFields(other.config)]);
  return [...relevant].filter((field) => one.config[field] !== other.config[field]);
}
