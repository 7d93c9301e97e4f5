import { randomUUID } from 'node:crypto';
import { PROTOCOL_VERSION, type TrialPhase } from '@ram-sweep/protocol';
import { expect, test } from 'vitest';
import { describeEnding } from '../../src/recording/describe.js';

const event = {
  version: PROTOCOL_VERSION,
  kind: 'cancelled',
  study: randomUUID(),
  trial: 5,
  attempt: 1,
  sequence: 0,
  worker: 'w',
  at: '2026-11-28T12:00:00Z',
  checkpoint: null,
} as const;

const cancelled = (phase: TrialPhase): string =>
  describeEnding({ event, state: 'cancelled', phase, searchIndex: 5, stopAsked: false, failure: null }, null)
    .message;

test('a surplus trial that is ended is said to be one, and not that it has no epoch', () => {
  expect(cancelled('surplus')).toBe('trial 5 is surplus: the search had ended before it, so it was stopped');
  expect(cancelled('search')).toBe('trial 5 cancelled: no epoch is complete');
});
