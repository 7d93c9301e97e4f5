import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const apps = fileURLToPath(new URL('../../apps', import.meta.url));

const filesThatReadIt = (app: string): string[] =>
  readdirSync(join(apps, app, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => readFileSync(join(apps, app, 'src', file), 'utf8').includes('process.env'));

test.each([
  ['cli', ['environment.ts']],
  ['worker', []],
  ['coordinator', []],
  ['server', []],
])('%s reads the environment in one place at most', (app, places) => {
  expect(filesThatReadIt(app)).toEqual(places);
});
