/** Why an attempt failed; `timed-out`: its trial's time limit; `error` is everything else. */
export const failureClasses = [
  'error',
  'diverged',
  'out-of-memory',
  'hung',
  'worker-lost',
  'bad-data',
  'bad-config',
  'timed-out',
] as const;
export type FailureClass = (typeof failureClasses)[number];
