import { meanInterval } from '@ram-sweep/search/finalists';
import type { TrialRow, TrialTest } from '@ram-sweep/store/read';
import type { RepeatTest } from './repeats.js';

/**
 * Test errors of one config, a mean for each way of measuring, fewest rollouts first. Over the seeds that the
 * validation error is the mean of: those that are complete.
 */
export function meanTests(seeds: readonly Pick<TrialRow, 'state' | 'tests'>[]): RepeatTest[] {
  const ways = new Map<string, TrialTest[]>();
  for (const test of seeds.filter(({ state }) => state === 'complete').flatMap(({ tests }) => tests)) {
    const way = `${test.policy} ${test.rollouts}`;
    ways.set(way, [...(ways.get(way) ?? []), test]);
  }
  return [...ways.values()]
    .map((tests) => ({
      policy: tests[0]!.policy,
      rollouts: tests[0]!.rollouts,
      ...meanInterval(tests.map(({ error }) => error)),
    }))
    .toSorted((a, b) => a.rollouts - b.rollouts);
}
