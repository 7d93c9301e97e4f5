import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { VERSION } from '../../apps/cli/src/version.js';
import { readPackages, root } from './packages.js';

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const manifestOf = (folder: string): Manifest => JSON.parse(read(join(folder, 'package.json'))) as Manifest;
const { version } = manifestOf('.');

test.each(readPackages().map(({ folder }) => folder))(
  '%s is of the one version, and takes no other',
  (folder) => {
    const { version: own, dependencies = {} } = manifestOf(folder);
    const ours = Object.entries(dependencies).filter(([name]) => name.startsWith('@ram-sweep/'));
    expect([own, ...ours.map(([, taken]) => taken)].filter((each) => each !== version)).toEqual([]);
  },
);

test('the program says that version', () => {
  expect(VERSION).toBe(version);
});

test('the newest entry of the changelog is of that version', () => {
  expect(/^## (\S+)/m.exec(read('CHANGELOG.md'))?.[1]).toBe(version);
});
