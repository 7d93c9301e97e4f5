/** Where the model of a trial's best epoch looks on some images, or why that is not known, in words. */
export type Glimpses =
  | { readonly kind: 'traced'; readonly traced: { readonly trial: number; readonly epoch: number } }
  | { readonly kind: 'failure'; readonly message: string };
