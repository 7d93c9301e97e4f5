import { randomUUID } from 'node:crypto';
import { send, testEvent, type Outcome } from '@ram-sweep/notify';
import { describeTarget, hideSecrets, type NamedTarget } from '@ram-sweep/notify/settings';

const PATIENCE_MS = 10_000;
const LONGEST_ANSWER = 100;

/** What came of a test that was sent to a target. */
export interface Trying {
  readonly target: string;
  readonly where: string;
  readonly outcome: Outcome['kind'];
  readonly reason: string;
  /** Its first words, without secrets. */
  readonly answer: string;
}

/** Sends a test to every target at once. */
export function tryTargets(targets: readonly NamedTarget[]): Promise<Trying[]> {
  const { signal } = new AbortController();
  return Promise.all(
    targets.map(async ({ name, target }) => {
      const event = testEvent(`test.${randomUUID()}`, new Date());
      const { kind, reason, answer } = await send(target, event, { patienceMs: PATIENCE_MS, signal });
      const where = describeTarget(target);
      return { target: name, where, outcome: kind, reason, answer: firstLine(hideSecrets(answer, target)) };
    }),
  );
}

function firstLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
  return line.length > LONGEST_ANSWER ? `${line.slice(0, LONGEST_ANSWER - 1)}…` : line;
}
