import { trialConfigSchema, type ParamValue, type Params, type StudySpec } from '@ram-sweep/protocol';
import { restarts } from './restarts.js';

const defaults: Readonly<Record<string, ParamValue>> = trialConfigSchema.parse({});

/** All fields of a trial with these params except its seed, which is the default unless the study says otherwise. */
export const completeConfig = (
  spec: Pick<StudySpec, 'config' | 'pruner'>,
  params: Params,
): Readonly<Record<string, ParamValue>> => ({ ...defaults, ...restarts(spec, 0), ...spec.config, ...params });
