import type { PrunerSpec } from '@ram-sweep/protocol';
import { MedianPruner } from './median.js';
import type { Pruner } from './pruner.js';

/** The pruner that judges epochs as they are recorded; null if there is none, or if rungs judge in trial order. */
export const createPruner = (spec: PrunerSpec): Pruner | null =>
  spec.name === 'median' ? new MedianPruner(spec) : null;
