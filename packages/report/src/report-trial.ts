import type { Failure } from '@ram-sweep/protocol';
import type { CostedConfig } from '@ram-sweep/ram/cost';
import type { TrialRow } from '@ram-sweep/store/read';

/** A trial as far as the charts need it, which rest on all of them: a large study has no room for more. */
export interface ReportTrial extends Pick<
  TrialRow,
  | 'number'
  | 'phase'
  | 'searchIndex'
  | 'state'
  | 'params'
  | 'epochs'
  | 'epochsTotal'
  | 'bestValidationError'
  | 'bestEpoch'
  | 'trainSeconds'
  | 'finishedAt'
> {
  readonly config: CostedConfig;
  /** Validation error by epoch; empty for those whose curve is not drawn. */
  readonly curve: readonly number[];
  readonly failure: Pick<Failure, 'class'> | null;
}
