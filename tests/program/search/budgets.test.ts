import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchStop } from '@ram-sweep/protocol';
import { Sandbox } from '../sandbox.js';
import { curves, smallStudy, type PrintedTrial } from '../small-study.js';

interface CountedTrial extends PrintedTrial {
  readonly phase: string;
}

interface Found {
  readonly stop: SearchStop | null;
  /** The trials that count, by number, without what depends on who trained them. */
  readonly trials: readonly object[];
  /** Their epochs, to the last bit. */
  readonly epochs: readonly object[];
  readonly surplus: readonly CountedTrial[];
}

/** Rungs at epochs 1 and 2 of 4; half of the trials continue from each. */
const learning = (budget: string, finalists = ''): string => `
sampler: { name: tpe, lag: 2 }
pruner: { name: asha, minEpochs: 1, reductionFactor: 2 }
budget: ${budget}
${finalists}`;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await Sandbox.onFreshServers();
});
afterAll(async () => {
  await sandbox?.[Symbol.asyncDispose]();
});

async function sweep(name: string, yaml: string, workers: number): Promise<Found> {
  const file = await sandbox.writeStudy(`${name}.yaml`, yaml);
  const flags = [
    '--workers',
    String(workers),
    '--threads',
    '1',
    '--engine',
    'onnx',
    '--plain',
    '--oversubscribe',
  ];
  const { code, stdout, stderr } = await sandbox.run('start', file, ...flags);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const trials = await sandbox.json<CountedTrial[]>('trials', name, '--sort', 'number');
  const { stoppedBy: stop } = await sandbox.json<{ stoppedBy: SearchStop | null }>('best', name);
  expect(stdout).toContain(`search      ended after trial ${stop?.index}`);
  const counted = trials.filter(({ phase }) => phase === 'search');
  const numbers = new Set(counted.map(({ number }) => number));
  return {
    stop,
    trials: counted.map(({ number, params, state, epochs, bestValidationError }) => ({
      number,
      params,
      state,
      epochs,
      bestValidationError,
    })),
    epochs: (await curves(sandbox, name))
      .filter(({ trial }) => numbers.has(trial))
      .map(({ worker: _worker, ...epoch }: { worker?: string; trial: number }) => epoch),
    surplus: trials.filter(({ phase }) => phase === 'surplus'),
  };
}

/** An open study, whose trials have the small network of all program tests. */
const study = (name: string, extra: string): string =>
  smallStudy(name, { epochs: 4, extra }).replace(/^trials:.*\n/m, '');

describe.each([
  ['patience', '{ patience: 4, epochs: 100, target: 0.01 }'],
  ['target', '{ target: 0.87, epochs: 100 }'],
])('a study that its %s end', (budget, written) => {
  it('ends at the same trial with the same results on 1 worker and on 3', async () => {
    const [one, three] = [
      await sweep(`${budget}-1`, study(`${budget}-1`, learning(written)), 1),
      await sweep(`${budget}-3`, study(`${budget}-3`, learning(written)), 3),
    ];
    expect(one.stop).toMatchObject({ budget, index: one.trials.length - 1 });
    expect(three.stop).toEqual(one.stop);
    expect(three.trials).toEqual(one.trials);
    expect(three.epochs).toEqual(one.epochs);
    for (const { state } of [...one.surplus, ...three.surplus])
      expect(['cancelled', 'pruned', 'complete']).toContain(state);
  });
});
