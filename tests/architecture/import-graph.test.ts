import { readFileSync } from 'node:fs';
import { join, normalize, dirname, relative } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, readPackages, root, sourceFiles } from './packages.js';

/*
 * The import graph is what the package.json files say. All else that tells of it is held against them here: what the
 * sources import, the references by which TypeScript builds, and the order of the packages in docs/architecture.md.
 */
const packages = readPackages();
const folders = packages.map(({ folder }) => folder).toSorted();

const referencesIn = (file: string): string[] =>
  (JSON.parse(readFileSync(join(root, file), 'utf8')) as { references?: { path: string }[] }).references?.map(
    ({ path }) => relative(root, join(root, dirname(file), path)),
  ) ?? [];

/** Packages that are for reading what was recorded: the part of the store that can write is not theirs. */
const readers = ['apps/server', 'packages/dashboard', 'packages/report', 'packages/results', 'packages/web'];

test.each(packages)('$folder imports what its package.json names, and nothing of another room', (each) => {
  const strays = sourceFiles(each).flatMap((file) =>
    importsOf(file)
      .filter((specifier) => {
        if (specifier.startsWith('.'))
          return !normalize(join(dirname(file), specifier)).startsWith(`${each.folder}/src/`);
        const [, name] = /^@ram-sweep\/([\w-]+)/.exec(specifier) ?? [];
        return name !== undefined && !each.dependsOn.some((folder) => folder.endsWith(`/${name}`));
      })
      .map((specifier) => `${file} imports ${specifier}`),
  );
  expect(strays).toEqual([]);
});

test.each(packages)('$folder is built after what it depends on', ({ folder, dependsOn }) => {
  expect(referencesIn(`${folder}/tsconfig.json`).toSorted()).toEqual(dependsOn);
});

test('tsconfig.json builds every package', () => {
  expect(referencesIn('tsconfig.json').toSorted()).toEqual(folders);
});

test('docs/architecture.md names every package, each above those that it depends on', () => {
  const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  const named = [...text.matchAll(/^- \*\*`((?:apps|packages)\/[\w-]+)`\*\*/gm)].map(([, folder]) => folder!);
  expect(named.toSorted()).toEqual(folders);
  const upwards = packages
    .filter(({ folder }) => folder !== 'packages/testkit')
    .flatMap(({ folder, dependsOn }) =>
      dependsOn
        .filter((other) => named.indexOf(other) < named.indexOf(folder))
        .map((other) => `${folder} depends on ${other}, which stands above it`),
    );
  expect(upwards).toEqual([]);
});

test.each(packages.filter(({ folder }) => readers.includes(folder)))(
  '$folder takes only the read side of the store',
  (each) => {
    const strays = sourceFiles(each).filter((file) => importsOf(file).includes('@ram-sweep/store'));
    expect(strays).toEqual([]);
  },
);

test('only tests import testkit', () => {
  expect(packages.filter(({ dependsOn }) => dependsOn.includes('packages/testkit'))).toEqual([]);
});
