import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkPriors, readStudyFile, type PriorStudy } from '../../src/index.js';
import { study } from '../study-file/mistakes.js';
import { history, spec } from '../specs.js';

const other = (...lines: readonly string[]): PriorStudy => ({
  spec: spec(...lines),
  trials: history([{ std: 0.2, glimpses: 4, scale: 1 }]),
});

async function checked(priors: Record<string, PriorStudy>, overrides: string[] = []): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'priors-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'a.yaml');
  await writeFile(path, study('sampler: tpe', 'prior: [one, two]'));
  const flags = overrides.map((name) => ({ path: 'prior', value: [name], flag: '--prior' }));
  const read = await readStudyFile(path, { overrides: flags });
  try {
    await checkPriors(path, read, new Map(Object.entries(priors)), { overrides: flags });
  } catch (error) {
    throw new Error((error as Error).message.replaceAll(`${folder}/`, ''), { cause: error });
  }
}

test('studies that can be compared are taken', async () => {
  await expect(checked({ one: other(), two: other('trials: 7') })).resolves.toBeUndefined();
});

test('a study that is not there is refused at its place', async () => {
  await expect(checked({ one: other() })).rejects.toThrow(
    'a.yaml:4:14  prior[1] is two, and there is no such study here; `ram-sweep studies` lists those that there are',
  );
});

test('a study of other images or another training is refused with what differs', async () => {
  await expect(checked({ one: other('config: { hidden: 64, epochs: 3 }'), two: other() })).rejects.toThrow(
    'a.yaml:4:9  prior[0] is one, whose errors cannot be compared, because it differs in ' +
      'config.hidden (64 there, 256 here), config.epochs (3 there, 10 here); ' +
      'leave it out, search the field, or fix it as that study does',
  );
});

test('a study none of whose trials is of use is refused', async () => {
  const far = { ...other(), trials: history([{ std: 0.9, glimpses: 4, scale: 1 }]) };
  await expect(checked({ one: other(), two: far })).rejects.toThrow(
    'a.yaml:4:14  prior[1] is two, and none of its 1 trials lies in the space of this study with a result',
  );
});

test('if a flag named the study, the message names the flag', async () => {
  await expect(checked({}, ['three'])).rejects.toThrow('--prior  prior[0] is three, and there is no such');
});
