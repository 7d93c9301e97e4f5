import { compileTrialConfig, studySpecSchema } from '@ram-sweep/protocol';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { configText } from '../../src/print/trial/config-text.js';

const config = compileTrialConfig({ std: 0.0413200401502378, clipNorm: null, scale: 3, seed: 77 });

test('a copied config is one that a study file can have, and leaves each trial its own seed', async () => {
  const { text, folded } = await configText(config, 60);
  const { seed: _, ...fixed } = config;
  expect(parse(text)).toEqual({ config: fixed });
  expect(parse(folded)).toEqual({ config: fixed });
  const study = { name: 'pasted', dataset: { name: 'glyphs' }, ...(parse(text) as object) };
  expect(studySpecSchema.parse(study).config).toEqual(fixed);
});

test.each([40, 60, 100])('folded it keeps to %i columns', async (columns) => {
  const lines = (await configText(config, columns)).folded.trimEnd().split('\n');
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
  expect(lines.length).toBeLessThan(1_400 / columns);
});
