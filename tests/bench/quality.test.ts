import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { compare, errorBy, timeTo } from '../../bench/quality/curve.mjs';
import { runThose } from '../../bench/quality/runs.mjs';

const epoch = (seconds: number, error: number) => ({ seconds, error, trial: 0, epoch: 1 });

describe('a search over time', () => {
  const epochs = [epoch(10, 0.03), epoch(20, 0.05), epoch(59, 0.02), epoch(61, 0.01)];

  test('has the best error of the epochs by then, and all wrong before the first', () => {
    expect([5, 10, 30, 60, 61].map((seconds) => errorBy(epochs, seconds))).toEqual([
      1, 0.03, 0.03, 0.02, 0.01,
    ]);
  });

  test('reaches an error with the first epoch that has it or a smaller one', () => {
    expect([0.04, 0.03, 0.015, 0.001].map((error) => timeTo(epochs, error))).toEqual([10, 10, 61, Infinity]);
  });
});

test('ours is timed to the median error of theirs, run by run', () => {
  const optuna = [[epoch(30, 0.02)], [epoch(40, 0.03)], [epoch(50, 0.05)]];
  const ours = [[epoch(12, 0.03)], [epoch(8, 0.04), epoch(24, 0.01)], [epoch(55, 0.04)]];
  expect(compare({ ours, optuna }, [1])).toEqual([
    {
      minute: 1,
      optuna: { median: 0.03, min: 0.02, max: 0.05 },
      ours: { median: 0.03, min: 0.01, max: 0.04 },
      secondsToTheirs: { median: 24, min: 12, max: Infinity },
    },
  ]);
});

test('an error that theirs does not have yet is not one that ours has reached', () => {
  const [row] = compare({ ours: [[epoch(20, 0.08)]], optuna: [[]] }, [1]);
  expect(row).toMatchObject({ optuna: { median: 1 }, secondsToTheirs: null });
});

test('runs that are over are not run again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const ran: string[] = [];
  const planned = (fails: boolean) =>
    ['ours', 'theirs'].map((side) => ({
      side,
      seed: 1,
      minutes: 2,
      search: async () => {
        ran.push(side);
        if (fails && side === 'theirs') throw new Error('killed');
        return [epoch(1, 0.5)];
      },
    }));
  await expect(runThose(folder, planned(true), () => undefined)).rejects.toThrow('killed');
  const runs = await runThose(folder, planned(false), () => undefined);
  expect(ran).toEqual(['ours', 'theirs', 'theirs']);
  expect(runs.map(({ side, epochs }) => [side, epochs])).toEqual([
    ['ours', [epoch(1, 0.5)]],
    ['theirs', [epoch(1, 0.5)]],
  ]);
});
