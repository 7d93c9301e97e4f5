import type { StudySpec } from '@ram-sweep/protocol';
import { wrongValue, type Finding } from '../finding.js';

/**
 * Whether pruner and sampler go together: the median rule judges in order of arrival, so what a sampler learned
 * from it would depend on the cluster.
 */
export function checkPruning({ sampler, pruner, prior }: StudySpec): Finding[] {
  if (pruner.name !== 'median') return [];
  const hint = 'write pruner: { name: asha } or { name: none }';
  if ('lag' in sampler && sampler.name !== 'auto') {
    const message = `is median, which judges by order of arrival, and the sampler ${sampler.name} learns from trials in their order`;
    return [wrongValue(['pruner', 'name'], message, { hint: `${hint}, or a sampler that does not learn` })];
  }
  if (prior.length === 0) return [];
  const message = 'is given, and with the median pruner no sampler learns';
  return [wrongValue(['prior'], message, { hint: `${hint}, or leave prior out` })];
}
