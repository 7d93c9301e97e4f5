import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parameterShapes } from '@ram-sweep/ram';
import { startProcess } from '../members/process.mjs';
import { modelOfTrial, randomWorkload, trialConfig } from '../workload.mjs';

const script = fileURLToPath(new URL('ram_torch.py', import.meta.url));

/** The first of several Pythons that has PyTorch, or null. @param {readonly string[]} candidates */
export async function findPython(candidates) {
  for (const python of candidates) {
    const ran = promisify(execFile)(python, ['-c', 'import torch, torchvision, PIL']);
    if (
      await ran.then(
        () => true,
        () => false,
      )
    )
      return python;
  }
  return null;
}

/** A PyTorch process with one thread. @param {string} python @param {string} folder from writePeerFolder */
export function startPyTorch(python, folder) {
  const oneThread = { OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  return startProcess(python, [script, folder], oneThread);
}

/**
 * Writes what the other implementation needs to train the very same model on the very same data.
 * @param {import('@ram-sweep/dataset').ImageSet} images
 */
export async function writePeerFolder(images) {
  const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-bench-'));
  const { state, batches } = randomWorkload();
  const shapes = parameterShapes(modelOfTrial);
  const spec = { ...trialConfig, ...modelOfTrial, parameters: shapes, batches: batches.length };
  await writeFile(join(folder, 'spec.json'), JSON.stringify(spec));
  await writeArrays(folder, {
    parameters: Object.keys(shapes).map((name) => state.parameters[name]),
    'batch-images': batches.map(({ batch }) => batch.images),
    'batch-labels': batches.map(({ batch }) => batch.labels),
    'batch-first': batches.map(({ noise }) => noise.first),
    'batch-steps': batches.map(({ noise }) => noise.steps),
    images: [images.train.pixels],
    labels: [images.train.labels],
  });
  return folder;
}

/** @param {string} folder @param {Record<string, readonly (ArrayBufferView | undefined)[]>} files */
async function writeArrays(folder, files) {
  for (const [name, arrays] of Object.entries(files)) {
    const bytes = arrays.map((array) => (array ? bytesOf(array) : new Uint8Array()));
    await writeFile(join(folder, `${name}.bin`), Buffer.concat(bytes));
  }
}

/** @param {ArrayBufferView} array */
const bytesOf = ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength);

/** @param {string | null} python @param {string} folder */
export async function pytorchVersion(python, folder) {
  if (!python) return {};
  const member = await startPyTorch(python, folder);
  await member.close();
  return { pytorch: member.facts.version };
}
