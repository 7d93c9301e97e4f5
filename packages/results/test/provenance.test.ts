import { expect, test } from 'vitest';
import { describeProvenance, paretoFront } from '../src/index.js';

const none = { priors: [], interventions: [], environments: [] };
const at = new Date(0);

test('a study that rests on its file alone, trained in one environment, needs no word', () => {
  expect(describeProvenance({ ...none, environments: [{ environment: 'onnx', trials: 3 }] })).toEqual([]);
});

test('earlier studies, interventions and environments are told in a line each', () => {
  const lines = describeProvenance({
    priors: [{ study: 'a', digest: '0123456789abcdef', trials: 12 }],
    interventions: [
      { at, kind: 'cancelled', fromIndex: 8, message: 'trial 7 cancelled' },
      { at, kind: 'retried', fromIndex: 1, message: 'trial 0 tried again' },
    ],
    environments: [
      { environment: 'onnx 1.30.0, Xeon, Node 20', trials: 4 },
      { environment: 'onnx 1.30.0, Xeon, Node 22', trials: 1 },
    ],
  });
  expect(lines).toEqual([
    'learned from a (12 trials, digest 0123456789ab)',
    '2 interventions: trial 7 cancelled (counts from search trial 8), trial 0 tried again (counts from search trial 1)',
    'trained in 2 environments, so it may not repeat bit for bit: ' +
      'onnx 1.30.0, Xeon, Node 20 (4 trials); onnx 1.30.0, Xeon, Node 22 (1 trial)',
  ]);
});

test('of many interventions some are named', () => {
  const interventions = Array.from({ length: 7 }, (_, trial) => ({
    at,
    kind: 'cancelled' as const,
    fromIndex: trial + 1,
    message: `trial ${trial} cancelled`,
  }));
  const [line] = describeProvenance({ ...none, interventions });
  expect(line).toMatch(/^7 interventions: .*trial 4 cancelled \(counts from search trial 5\) and 2 more$/);
});

test('the front has what nothing beats in both, cheapest first', () => {
  const items = [
    { name: 'dear and good', cost: 9, error: 0.1 },
    { name: 'beaten', cost: 5, error: 0.4 },
    { name: 'cheap', cost: 1, error: 0.5 },
    { name: 'in between', cost: 4, error: 0.3 },
    { name: 'as good and dearer', cost: 5, error: 0.3 },
    { name: 'as cheap and worse', cost: 1, error: 0.6 },
  ];
  expect(paretoFront(items, (item) => item).map(({ name }) => name)).toEqual([
    'cheap',
    'in between',
    'dear and good',
  ]);
  expect(paretoFront([], () => ({ cost: 1, error: 1 }))).toEqual([]);
});
