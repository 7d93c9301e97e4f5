import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPackages, root, sourceFiles } from './packages.js';

const COMMANDS = 'start|resume|watch|stop|pause|down|best|studies|trials|worker|doctor|data|delete';

/** What is read in a browser, or by nobody. */
const OTHERS = ['packages/report', 'packages/web', 'packages/testkit'];

/** Packages and programs that know nothing of the shell that a person types in. */
const speakers = readPackages().filter(({ folder }) => folder !== 'apps/cli' && !OTHERS.includes(folder));

const withoutComments = (text: string): string => text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '');

/** Commands that are not between backquotes, escaped ones included; as code in a page they are marked as well. */
const unmarked = (text: string): string[] =>
  [...withoutComments(text).matchAll(new RegExp(`(?<![\`>])\\bram-sweep (?:${COMMANDS})\\b.*`, 'g'))].map(
    ([found]) => found,
  );

test.each(speakers.map(({ folder }) => folder))(
  '%s marks the commands in its messages, so that the command line can print them as they are typed',
  (folder) => {
    const files = sourceFiles(speakers.find((each) => each.folder === folder)!);
    const found = files.flatMap((file) => unmarked(readFileSync(join(root, file), 'utf8')));
    expect(found).toEqual([]);
  },
);

test('a command without its mark is found', () => {
  expect(unmarked("throw new Error('no study yet: ram-sweep start');")).toEqual(["ram-sweep start');"]);
  expect(unmarked("throw new Error('no study yet: `ram-sweep start`');")).toEqual([]);
});
