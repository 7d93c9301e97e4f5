import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, readPackages, root } from './packages.js';

/*
 * Any script may be the first that somebody runs in a fresh clone, so each begins with the set-up that it needs. The
 * packages' own `build` and `test` are left out: they repeat the root's for one package.
 */
interface Script {
  readonly name: string;
  readonly command: string;
}

const scriptsOf = (folder: string): Script[] => {
  const manifest = readFileSync(join(root, folder, 'package.json'), 'utf8');
  const { scripts = {} } = JSON.parse(manifest) as { scripts?: Record<string, string> };
  return Object.entries(scripts).map(([name, command]) => ({ name, command }));
};

const scripts = [
  ...scriptsOf('.'),
  ...readPackages()
    .flatMap(({ folder }) => scriptsOf(folder))
    .filter(({ name }) => name !== 'build' && name !== 'test'),
];

/** Scripts that need no set-up, and why. */
const withoutSetUp = new Map([
  ['clean', 'it removes folders, with Node alone'],
  ['build:tfjs-native', 'it installs what it takes into a folder of its own'],
]);

const setUpOf = ({ command }: Script): string | undefined =>
  /^node (?:\.\.\/\.\.\/)?infra\/bootstrap\.mjs (install|build|start|test)(?: && |$)/.exec(command)?.[1];

test('every script begins with its set-up, but for those that are known to need none', () => {
  const bare = scripts.filter((script) => setUpOf(script) === undefined).map(({ name }) => name);
  expect(bare.toSorted()).toEqual([...withoutSetUp.keys()].toSorted());
});

test('a script that runs what was compiled, or looks at its types, has it compiled', () => {
  const takesBuild = scripts.filter(({ command }) =>
    /\bnode (?:bench|chaos|infra\/package)\/|\btsc -p\b|--type-aware|\b(?:knip|turbo)\b/.test(command),
  );
  expect(takesBuild.length).toBeGreaterThan(5);
  expect(takesBuild.filter((script) => setUpOf(script) !== 'build')).toEqual([]);
});

/** But for what runs after the set-up. */
const infra = readdirSync(join(root, 'infra'), { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.mjs') && !file.startsWith('package/'),
);

test.each(infra)('infra/%s imports nothing that is yet to be installed', (file) => {
  const strays = importsOf(`infra/${file}`).filter((specifier) => !/^(?:node:|\.\.?\/)/.test(specifier));
  expect(strays).toEqual([]);
});
