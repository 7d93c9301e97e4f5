import { createRequire } from 'node:module';
import { resolve } from 'node:path';

export const CPU_PACKAGE = '@tensorflow/tfjs-node';
export const GPU_PACKAGE = '@tensorflow/tfjs-node-gpu';

const { resolve: resolveFrom } = createRequire(import.meta.url);

/** A package with TensorFlow's native library, which may or may not be installed. */
export interface NativePackage {
  readonly name: string;
  /** Its entry file. */
  readonly entry: string;
}

/**
 * The package that a backend computes with, looked for in `folder`, if it is given, and in this project; where there is
 * none, that and what to do about it, in words. Loads nothing.
 */
export function findNativePackage(backend: 'gpu' | 'node', folder?: string): NativePackage | string {
  const names = backend === 'gpu' ? [GPU_PACKAGE] : [CPU_PACKAGE, GPU_PACKAGE];
  for (const name of names) {
    const entry = entryOf(name, folder);
    if (entry !== undefined) return { name, entry };
  }
  const places = folder ? `, neither in ${resolve(folder)} nor here` : '';
  return `${names[0]} is not installed${places}; ${wayOut(names[0]!)}`;
}

/** The entry file of a package; undefined if it is not installed. */
function entryOf(name: string, folder: string | undefined): string | undefined {
  try {
    return resolveFrom(name, { paths: [...(folder ? [resolve(folder)] : []), import.meta.dirname] });
  } catch {
    return undefined;
  }
}

/** The command that installs it, and what to do where that does not work. */
export function wayOut(name: string): string {
  const install = `npm install ${name}@4.22.0`;
  return name === CPU_PACKAGE
    ? `${install}, or behind a firewall infra/tfjs-native/build.mjs in ram-sweep's repository`
    : install;
}
