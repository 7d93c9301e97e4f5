/**
 * What came of sending a notification. `failed`: it may arrive at another time. `refused`: it never will, others may.
 * `gone`: the receiver wants nothing more.
 */
export interface Outcome {
  readonly kind: 'delivered' | 'failed' | 'refused' | 'gone';
  /** Why, without secrets: `status 503`, `connection refused`. */
  readonly reason: string;
  /** Earliest time of another attempt, in milliseconds from now, if the receiver named one. */
  readonly retryAfterMs: number | null;
  /** The first words of its answer, for people. May hold anything. */
  readonly answer: string;
}

export const outcome = (
  kind: Outcome['kind'],
  reason: string,
  { retryAfterMs = null, answer = '' }: Partial<Pick<Outcome, 'retryAfterMs' | 'answer'>> = {},
): Outcome => ({ kind, reason, retryAfterMs, answer });
