import type { GlimpsePath } from '@ram-sweep/report/parts';

/**
 * Where the model of a trial's best epoch looks on some images, or why that is not known, in words. None: this server
 * has no way to models.
 */
export type Glimpses =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'traced';
      readonly traced: {
        readonly trial: number;
        readonly epoch: number;
        /** Share in [0, 1]. */
        readonly validationError: number;
        readonly split: string;
        readonly paths: readonly GlimpsePath[];
      };
    }
  | { readonly kind: 'failure'; readonly message: string };
