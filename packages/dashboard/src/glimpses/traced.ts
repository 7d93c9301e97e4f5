import type { GlimpsePath } from '@ram-sweep/report/terminal';

/** Where the model of a trial's best epoch looks on some images, in the order of their split. */
export interface Traced {
  readonly trial: number;
  /** The best epoch so far, and its validation error as a share. */
  readonly epoch: number;
  readonly validationError: number;
  readonly split: string;
  readonly paths: readonly GlimpsePath[];
}

/** What comes of tracing: paths, again for each better epoch, or why there are none, in words. */
export type TraceMessage =
  | { readonly kind: 'traced'; readonly traced: Traced }
  | { readonly kind: 'failure'; readonly message: string };

/** Traces a trial's model in another process until the function that is returned is called. */
export type Trace = (trial: number, tell: (message: TraceMessage) => void) => () => void;
