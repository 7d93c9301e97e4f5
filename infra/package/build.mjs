/**
 * Makes the npm package `ram-sweep`, one tarball of all programs, from what was compiled:
 *
 *   node infra/package/build.mjs [--into FOLDER | --unpacked FOLDER]
 *
 * --into: where ram-sweep-VERSION.tgz goes; by default infra/package/out.
 * --unpacked: where its files go instead, as they would be in the tarball; the folder is there already.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fail, inRoot, phase } from '../bootstrap/phase.mjs';
import { finished } from '../bootstrap/run.mjs';
import { bundle } from './bundle.mjs';
import { licencesOf } from './licences.mjs';
import { manifest } from './manifest.mjs';
import { placeOf } from './places.mjs';
import { copyTypes } from './types.mjs';

/** What the package has besides what is bundled and what that reads: where each comes from. */
const ADDED = {
  'README.md': 'infra/package/README.md',
  'CHANGELOG.md': 'CHANGELOG.md',
  LICENSE: 'LICENSE',
  'studies/': 'studies/',
};

/** The command: there is nothing to compile here that could be missing. */
const COMMAND = `#!/usr/bin/env node
import { main } from '../dist/cli/main.js';

process.exitCode = await main(process.argv);
`;

const { values } = parseArgs({
  options: {
    into: { type: 'string', default: inRoot('infra', 'package', 'out') },
    unpacked: { type: 'string' },
  },
});
if (values.unpacked === undefined) await makeTarball(resolve(values.into));
else await write(resolve(values.unpacked));

async function makeTarball(into) {
  const folder = mkdtempSync(join(tmpdir(), 'ram-sweep-package-'));
  try {
    await phase('bundled the programs', () => write(folder));
    await phase('packed them', () => pack(folder, into));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function write(target) {
  const bundled = await bundle(target);
  const typed = copyTypes('packages/studies/dist/index.d.ts', target);
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest(bundled, typed), null, 2)}\n`);
  writeFileSync(join(target, 'LICENSES-OF-OTHERS.txt'), licencesOf(bundled.contained));
  for (const path of bundled.toCopy.filter(isCopied)) copy(path, join(target, placeOf(path)));
  for (const [place, source] of Object.entries(ADDED)) copy(source, join(target, place));
  writeFileSync(join(target, 'bin', 'ram-sweep.js'), COMMAND, { mode: 0o755 });
}

/** The top of the package and the folders of what is bundled are made as they are filled. */
function isCopied(path) {
  return path !== '' && !path.endsWith('/dist/');
}

function copy(source, target) {
  mkdirSync(dirname(target), { recursive: true });
  cpSync(inRoot(source), target, { recursive: true });
}

async function pack(source, target) {
  mkdirSync(target, { recursive: true });
  const args = ['pack', source, '--pack-destination', target, '--json', '--ignore-scripts'];
  const { code, output } = await finished('npm', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (code !== 0) fail(`npm pack did not succeed (exit code ${code}): ${output.toString()}`);
  const [{ filename, unpackedSize, entryCount }] = JSON.parse(output.toString());
  const file = join(target, filename);
  console.log(
    `${relative(process.cwd(), file)}: ${kilobytes(statSync(file).size)}, ` +
      `${kilobytes(unpackedSize)} unpacked, ${entryCount} files`,
  );
}

function kilobytes(bytes) {
  return `${Math.round(bytes / 1000)} kB`;
}
