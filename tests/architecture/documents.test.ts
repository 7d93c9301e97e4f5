import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './packages.js';

const folders = ['docs', 'infra', 'packages', 'apps'];
const documents = [
  ...readdirSync(root).filter((file) => file.endsWith('.md')),
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md') && !file.includes('node_modules'))
      .map((file) => `${folder}/${file}`),
  ),
];
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** As GitHub makes it of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');

const anchorsIn = (file: string): string[] =>
  [...textOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!));

const leads = (from: string, link: string): boolean => {
  const [path, anchor] = link.split('#') as [string, string?];
  const target = path === '' ? from : join(dirname(from), path);
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || !target.endsWith('.md') || anchorsIn(target).includes(anchor);
};

test('the documents are looked at', () => {
  expect(documents.length).toBeGreaterThan(15);
});

test.each(documents)('every link of %s leads somewhere', (file) => {
  const links = [...textOf(file).matchAll(/(?:\]\(|^\[[^\]]+\]: )([^)\s]+)/gm)].map(([, link]) => link!);
  const ours = links.filter((link) => !/^\w+:/.test(link));
  expect(ours.filter((link) => !leads(file, link))).toEqual([]);
});

/** The log of experiments names files as they were. */
const present = documents.filter((file) => file !== 'docs/experiments.md');

test.each(present)('every file that %s names is there', (file) => {
  const paths = [
    ...textOf(file).matchAll(/`((?:packages|apps|tests|bench|chaos|infra|studies|docs)\/[\w./-]+\.\w+)`/g),
  ];
  expect(paths.map(([, path]) => path!).filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

/** A table that does not fit becomes a list. */
test.each(documents)('%s fits into 120 columns', (file) => {
  expect(
    textOf(file)
      .split('\n')
      .filter((line) => line.length > 120),
  ).toEqual([]);
});
