import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { EngineName } from './engine-names.js';
import { readEnvironment } from './environment.js';

/** Which package computes for an engine; if several are named, the first that is installed. */
const libraries: Readonly<Record<EngineName, readonly string[]>> = {
  onnx: ['onnxruntime-node'],
  'tfjs-gpu': ['@tensorflow/tfjs-node-gpu'],
  'tfjs-node': ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'],
  'tfjs-wasm': ['@tensorflow/tfjs-backend-wasm'],
};

/** The packages that depend on them, which are a part of this one where all are bundled. */
const ownPackages = ['@ram-sweep/engine-onnx', '@ram-sweep/engine-tfjs'];

/**
 * The version of the library that computes for an engine, such as `1.30.0`; null if it is not installed. `folder`:
 * where to look first, by default the folder of TensorFlow's native library.
 */
export function libraryVersion(
  engine: EngineName,
  folder: string | undefined = readEnvironment().nativeFolder,
): string | null {
  for (const name of libraries[engine]) {
    const entry = entryOf(name, folder);
    if (entry !== undefined) return versionAbove(entry, name);
  }
  return null;
}

const require = createRequire(import.meta.url);

function entryOf(name: string, folder: string | undefined): string | undefined {
  const owners = ownPackages.flatMap((owner) => entryFrom(owner, [import.meta.dirname]) ?? []).map(dirname);
  return entryFrom(name, [...(folder ? [resolve(folder)] : []), ...owners, import.meta.dirname]);
}

function entryFrom(name: string, folders: readonly string[]): string | undefined {
  try {
    return require.resolve(name, { paths: [...folders] });
  } catch {
    return undefined;
  }
}

/** From the package.json above the package's entry file: `exports` may keep it from being imported. */
function versionAbove(entry: string, name: string): string | null {
  for (let at = dirname(entry); at !== dirname(at); at = dirname(at)) {
    const about = packageAt(at);
    if (about?.name === name) return about.version ?? null;
  }
  return null;
}

function packageAt(folder: string): { readonly name?: string; readonly version?: string } | null {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      name?: string;
      version?: string;
    };
  } catch {
    return null;
  }
}
