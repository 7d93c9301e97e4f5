import type { PrunerSpec } from '@ram-sweep/protocol';
import { AshaPruner } from './asha.js';
import { MedianPruner } from './median.js';
import type { Pruner } from './pruner.js';

/** The pruner of a study; null where every trial runs to its end. */
export function createPruner(spec: PrunerSpec): Pruner | null {
  if (spec.name === 'median') return new MedianPruner(spec);
  return spec.name === 'asha' ? new AshaPruner(spec) : null;
}
