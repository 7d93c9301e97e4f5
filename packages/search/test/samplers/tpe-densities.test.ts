import { readFileSync } from 'node:fs';
import type { Distribution, Params } from '@ram-sweep/protocol';
import { expect, test } from 'vitest';
import type { Observation } from '../../src/samplers/observation.js';
import { toModelScale } from '../../src/samplers/model-scale.js';
import { fitAcquisition } from '../../src/samplers/tpe/acquisition.js';
import { splitHistory } from '../../src/samplers/tpe/split.js';

/** What golden/tpe-densities.py had Optuna 5.0.0 say. */
interface Golden {
  readonly name: string;
  readonly space: Readonly<Record<string, Distribution>>;
  readonly fields: readonly string[];
  readonly history: readonly (Omit<Observation, 'outcome'> & { outcome: number | 'pending' | 'Infinity' })[];
  readonly candidates: readonly Params[];
  readonly logRatios: readonly number[];
}

const goldens = readFileSync(new URL('golden/tpe-densities.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Golden);

const historyOf = ({ history }: Golden): Observation[] =>
  history.map(({ outcome, ...rest }) => ({ ...rest, outcome: outcome === 'Infinity' ? Infinity : outcome }));

test.each(goldens.map((golden) => [golden.name, golden] as const))(
  'log l − log g is that of Optuna 5.0.0 to nine digits after the point: %s',
  (_, golden) => {
    const group = golden.fields.map((field) => [field, golden.space[field]!] as const);
    const { logRatio } = fitAcquisition(group, splitHistory(historyOf(golden)));
    for (const [place, candidate] of golden.candidates.entries()) {
      const point = group.map(([field, distribution]) => toModelScale(distribution, candidate[field])!);
      expect(Math.abs(logRatio(point) - golden.logRatios[place]!)).toBeLessThan(1e-9);
    }
  },
);
