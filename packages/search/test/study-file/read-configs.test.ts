import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseConfigs, readConfigs, StudyFileError } from '../../src/index.js';
import { spec } from '../specs.js';

const of = spec('trials: 30');
const read = (text: string, source = 'more.yaml') => parseConfigs(text, { source, spec: of, index: 20 });

function mistakes(text: string, source?: string): string[] {
  try {
    read(text, source);
  } catch (error) {
    if (error instanceof StudyFileError) return error.message.split('\n  ').slice(1);
    throw error;
  }
  throw new Error('the configs were taken as they are');
}

test('a file lists configs as YAML or JSON', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'configs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const configs = [{ std: 0.1, glimpses: 3 }, { scale: 2 }];
  await writeFile(join(folder, 'a.yaml'), '# two\n- { std: 0.1, glimpses: 3 }\n- scale: 2\n');
  await writeFile(join(folder, 'a.json'), JSON.stringify(configs));
  expect(await readConfigs(join(folder, 'a.yaml'), of, 20)).toEqual(configs);
  expect(await readConfigs(join(folder, 'a.json'), of, 20)).toEqual(configs);
  await expect(readConfigs(join(folder, 'b.yaml'), of, 20)).rejects.toThrow('b.yaml  does not exist');
  await expect(readConfigs(join(folder, 'a.csv'), of, 20)).rejects.toThrow(
    'is not a file of configs by its name',
  );
});

test('each config must be one that the study can try, as those of first', () => {
  expect(mistakes('- { std: 0.1 }\n- { std: 0.9 }\n- { sdt: 0.1 }\n')).toEqual([
    'more.yaml:3:5  [2].sdt is not a known field; did you mean std?',
  ]);
  expect(mistakes('- { std: 0.1 }\n- { std: 0.9, glimpses: 1 }\n')).toEqual([
    'more.yaml:2:10  [1].std is 0.9, and this study searches std from 0.03 to 0.3; take a value from there, or widen space.std',
    'more.yaml:2:25  [1].glimpses is 1, and this study searches glimpses from 2 to 8; take a value from there, or widen space.glimpses',
  ]);
});

test.each([
  [
    '',
    'more.yaml  is empty (null); allowed: a list of at most 1000; write a list, one config after each "- "',
  ],
  [
    'std: 0.1',
    'more.yaml:1:1  is a mapping; allowed: a list of at most 1000; write a list, one config after each "- "',
  ],
  ['[]', 'more.yaml:1:1  has no config'],
  [
    '- 3',
    'more.yaml:1:3  [0] is 3; allowed: a mapping of patchSize, scale, glimpses, patchHidden, locationHidden, hidden, …',
  ],
  ['- { std: [', 'more.yaml:1:11  Flow sequence'],
])('a file that is no list of configs is refused: %j', (text, expected) => {
  expect(mistakes(text).join(' ')).toContain(expected);
});
