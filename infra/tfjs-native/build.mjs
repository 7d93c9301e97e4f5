/**
 * Builds @tensorflow/tfjs-node, the native CPU backend of TensorFlow.js, out of the npm registry and PyPI alone:
 *
 *   node infra/tfjs-native/build.mjs [--into FOLDER] [--wheel FILE] [--node-headers FOLDER]
 *
 * --into: where it is installed; by default tfjs-native in ram-sweep's cache folder.
 * --wheel: a wheel of tensorflow or tensorflow-cpu for Linux x64, in place of the download from PyPI.
 * --node-headers: the folder that holds include/node, in place of the one Node came with.
 */
import { rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fail, phase } from '../bootstrap/phase.mjs';
import { requireNode } from '../bootstrap/require-node.mjs';
import { buildAddon, findHeaders, installPackage, verify } from './addon.mjs';
import { fetchWheel, unpackTensorflow } from './tensorflow.mjs';

requireNode();
const options = readOptions();
if (process.platform !== 'linux' || process.arch !== 'x64') {
  fail(
    `This builds for Linux x64 only, and here is ${process.platform} ${process.arch}. ` +
      'npm install @tensorflow/tfjs-node@4.22.0 fetches a finished build, where storage.googleapis.com can be reached.',
  );
}
const headers = findHeaders(options.nodeHeaders);
console.error(`building @tensorflow/tfjs-node in ${options.into}`);
const folder = await phase('installed the package, without its install script', () =>
  installPackage(options.into),
);
const wheel =
  options.wheel ?? (await phase('fetched the wheel of TensorFlow', () => fetchWheel(options.into)));
await phase("unpacked TensorFlow's library and headers", () => unpackTensorflow(wheel, folder));
if (options.wheel === undefined) rmSync(wheel);
await phase('compiled the addon', () => buildAddon(folder, headers));
const version = await phase('loaded it and multiplied two matrices', () => verify(options.into));
console.error(`TensorFlow ${version} is ready. To use it:`);
console.log(`export RAM_SWEEP_TFJS_NODE=${options.into}`);

function readOptions() {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  try {
    const { values } = parseArgs({
      options: {
        into: { type: 'string', default: join(cache, 'ram-sweep', 'tfjs-native') },
        wheel: { type: 'string' },
        'node-headers': { type: 'string' },
      },
    });
    return {
      into: resolve(values.into),
      wheel: values.wheel && resolve(values.wheel),
      nodeHeaders: values['node-headers'] && resolve(values['node-headers']),
    };
  } catch (error) {
    return fail(error.message);
  }
}
