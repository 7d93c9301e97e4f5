import { expect, it } from 'vitest';
import { secondsElapsed, secondsLeft, stepRate } from '../src/index.js';

const START = new Date('2026-01-01T12:00:00Z');
const now = new Date(START.getTime() + 100_000);
type Study = Parameters<typeof secondsLeft>[0];
type Worker = Parameters<typeof stepRate>[1][number];

const study = {
  id: 'one',
  state: 'active',
  firstStartedAt: START,
  epochsDone: 4,
  epochsTotal: 10,
  spec: { trials: 2 },
} as Study;

it('time left goes by the epochs since the first trial started', () => {
  // 100 s for 4 epochs are 25 s an epoch, so 150 s for the 6 that are left
  expect([secondsElapsed(study, now), secondsLeft(study, now)]).toEqual([100, 150]);
});

it.each([
  ['before the first epoch', { epochsDone: 0 }],
  ['before the first trial', { firstStartedAt: null }],
  ['in a study that is not run', { state: 'stopped' }],
] as const)('time left is unknown %s', (_, values) => {
  expect(secondsLeft({ ...study, ...values }, now)).toBeNull();
});

const run = (of: string, stepsPerSecond: number) => ({ study: of, stepsPerSecond });

it('steps per second are those of this study, of all workers', () => {
  const workers = [{ runs: [run('one', 10), run('other', 7)] }, { runs: [run('one', 2.5)] }];
  expect(stepRate(study, workers as unknown as Worker[])).toBe(12.5);
});
