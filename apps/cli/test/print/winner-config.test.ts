import { compileTrialConfig, studySpecSchema } from '@ram-sweep/protocol';
import { parseStudy } from '@ram-sweep/search';
import { describe, expect, test } from 'vitest';
import { printWinner } from '../../src/print/winner/print-winner.js';
import { found, study, trial, winnerBy } from './finished-study.js';

const finalist = found(winnerBy([0.03, 0.031, 0.032], [0.12, 0.121, 0.119], [0.24, 0.25, 0.245]));
const ofSearch = found({ source: 'search', trial: trial(3, 0.02), group: null, controls: [], inTraining: 0 });

const parsed = (text: string) => parseStudy(text, { source: 'study.yaml' });

describe('the best config, pasted into a study file', () => {
  test.each([
    ['a finalist', finalist],
    ['a trial of the search', ofSearch],
  ])('of %s has neither its seed nor the restarts that its rungs gave it', async (_, best) => {
    const full = await printWinner(best, 'table', true);
    const { config, space } = parsed(`name: mine\ndataset: { name: glyphs }\n${full}`);
    const { seed, restartEpoch, restartFactor, ...shared } = best.winner.trial.config;
    expect(config).toEqual(shared);
    expect([space, seed > 1, restartEpoch === undefined, restartFactor]).toEqual([{}, true, false, 2]);
  });

  test('keeps what its study fixed or searched', async () => {
    const spec = studySpecSchema.parse({
      ...study.spec,
      config: { seed: 5, restartFactor: 4 },
      space: { restartEpoch: { distribution: 'integer', low: 2, high: 9 } },
    });
    const config = compileTrialConfig({ seed: 5, restartFactor: 4, restartEpoch: 8 });
    const winner = { ...ofSearch.winner, trial: trial(3, 0.02, { config }) };
    const full = await printWinner({ ...ofSearch, winner, study: { ...study, spec } }, 'table', true);
    expect(parsed(`name: mine\ndataset: { name: glyphs }\n${full}`).config).toEqual(config);
  });
});

test('the best in full names the finalist beside its trial, and has one verdict', async () => {
  const full = await printWinner(finalist, 'table', true);
  const { number, repeats } = finalist.winner.trial;
  expect(full).toContain(
    `# config            that of trial ${repeats}, its finalist ${number}, the best of its seeds`,
  );
  expect(full.match(/^# verdict .*$/gm)).toHaveLength(1);
  expect(full).toMatch(/^# difference {8}8\.90 points better than frozen/m);
});

describe('the best as YAML', () => {
  test('is a study file that trains its config again, on the same data with as many fresh seeds', async () => {
    const again = parsed(await printWinner(finalist, 'yaml'));
    expect(again).toMatchObject({ name: 'digits-best', dataset: study.spec.dataset, trials: 3, space: {} });
    expect(again.seed).not.toBe(study.spec.seed);
    expect(again.config).toMatchObject({ std: 0.0923394170247773, epochs: 24 });
    expect(again.config).not.toHaveProperty('seed');
    expect(parsed(await printWinner(ofSearch, 'yaml')).trials).toBe(3);
  });

  test('has one trial where the study fixed the seed, and a name that is not too long', async () => {
    const name = 'a'.repeat(63);
    const spec = { ...study.spec, config: { ...study.spec.config, seed: 103 }, seed: 2 ** 32 - 1 };
    const text = await printWinner({ ...ofSearch, study: { ...study, name, spec } }, 'yaml');
    expect(parsed(text)).toMatchObject({ name: `${'a'.repeat(58)}-best`, trials: 1, seed: 0 });
    expect(parsed(text).config.seed).toBe(103);
  });
});
