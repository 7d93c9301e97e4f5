import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { EmptyFolder } from '../../package/empty-folder.js';
import { npmRegistry } from '../needs.js';
import type { Check } from '../run-checks.js';

/** npx is not to ask, and runs no install script. */
const NPX = ['--yes', '--ignore-scripts', '--prefer-offline'];

/** The first command of the README of the package, in an empty folder: all of it from the tarball and the registry. */
export const npxQuickstart: Check = {
  name: 'npx-quickstart',
  needs: [npmRegistry],
  run: async (tell) => {
    await using folder = await EmptyFolder.create(version());
    // npx takes a bare path from the root for a program to run.
    const tarball = `file:${folder.tarball}`;
    const ramSweep = (...args: readonly string[]) => folder.succeed('npx', ...NPX, tarball, ...args);
    try {
      const said = await ramSweep('start', '--plain');
      for (const line of said.slice(said.indexOf('study quickstart is complete')).split('\n')) tell(line);
      assert.match(said, /study quickstart is complete/);
      assert.match(said, /attention pays|not shown to pay|does not pay/);
      assert.ok(said.includes(`npx ${tarball} best quickstart --full`), 'the next command names the tarball');
      const best = JSON.parse(await ramSweep('best', '--json')) as { validationError: number };
      assert.ok(best.validationError < 0.5);
    } finally {
      await ramSweep('down');
    }
  },
};

/** What others check of a package before they publish it. */
export const packageLints: Check = {
  name: 'package-lints',
  needs: [npmRegistry],
  run: async (tell) => {
    await using folder = await EmptyFolder.create(version());
    const npx = ['--yes', '--prefer-offline'];
    tell(await folder.succeed('npx', ...npx, 'publint@0.3.25', '--strict', folder.tarball));
    const types = ['@arethetypeswrong/cli@0.18.5', '--profile', 'esm-only', folder.tarball];
    tell(await folder.succeed('npx', ...npx, ...types));
  },
};

const version = (): string =>
  (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;
