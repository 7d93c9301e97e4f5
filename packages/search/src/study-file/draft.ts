import {
  datasetSpecSchema,
  distributionSchema,
  trialConfigSchema,
  type DatasetSpec,
  type Distribution,
  type ParamValue,
  type TrialConfigField,
} from '@ram-sweep/protocol';
import { isMapping, valueAt } from './finding.js';

/**
 * The parts of a study that are valid in themselves, so that checks across several of them can run although others
 * are wrong.
 */
export interface StudyDraft {
  readonly dataset: DatasetSpec | undefined;
  readonly space: Partial<Record<TrialConfigField, Distribution>>;
  readonly config: Partial<Record<TrialConfigField, ParamValue>>;
  /** Fields that the study names under `space` or `config`, right or wrong. */
  readonly named: ReadonlySet<string>;
}

export const configFields: readonly TrialConfigField[] = trialConfigSchema.keyof().options;

/** The value if the field may have it, otherwise undefined. */
export function fieldValue(field: TrialConfigField, value: unknown): ParamValue | undefined {
  return value === undefined ? undefined : trialConfigSchema.shape[field].safeParse(value).data;
}

export function draftStudy(study: unknown): StudyDraft {
  const searched = (field: TrialConfigField) =>
    distributionSchema.safeParse(valueAt(study, ['space', field])).data;
  const fixed = (field: TrialConfigField) => fieldValue(field, valueAt(study, ['config', field]));
  const [space, config] = ['space', 'config'].map((name) => valueAt(study, [name]));
  return {
    dataset: datasetSpecSchema.safeParse(valueAt(study, ['dataset'])).data,
    space: collect(searched),
    config: collect(fixed),
    named: new Set([space, config].flatMap((mapping) => (isMapping(mapping) ? Object.keys(mapping) : []))),
  };
}

function collect<Value>(
  read: (field: TrialConfigField) => Value | undefined,
): Partial<Record<TrialConfigField, Value>> {
  const entries = configFields.map((field) => [field, read(field)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
