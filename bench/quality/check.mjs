import { openImageSet, openSplits } from '@ram-sweep/dataset';
import { openEngine } from '@ram-sweep/engines';
import { Training } from '@ram-sweep/ram';
import { sampleTrial } from '@ram-sweep/search';
import { startTorchTraining } from './optuna.mjs';
import { readSearch } from './study.mjs';

/** @typedef {import('@ram-sweep/protocol').TrialConfig} TrialConfig */

/**
 * Validation errors of the same configs after so many epochs, ours and PyTorch's, one for each seed: whether the other
 * side trains as well as ours.
 * @param {{ python: string, folder: string, cacheDir: string, dataDir: string | undefined }} sides
 * @param {{ configs: number, seeds: number, epochs: number }} what
 * @param {(row: { config: TrialConfig, ours: number[], torch: number[] }) => void} onRow
 */
export async function compareTrainings(
  { python, folder, cacheDir, dataDir },
  { configs, seeds, epochs },
  onRow,
) {
  const { spec } = await readSearch();
  const set = await openImageSet(spec.dataset, {
    cacheDir,
    ...(dataDir ? { dataDir } : {}),
    download: false,
  });
  const engine = await openEngine('onnx');
  const torch = await startTorchTraining(python, folder);
  try {
    for (let number = 0; number < configs; number += 1) {
      const { config } = sampleTrial(spec, number);
      /** @type {{ ours: number[], torch: number[] }} */
      const row = { ours: [], torch: [] };
      for (let seed = 1; seed <= seeds; seed += 1) {
        const seeded = { ...config, seed };
        const data = openSplits(set, spec.dataset, seeded);
        row.ours.push(await errorAfter({ engine, config: seeded, data }, epochs));
        await data.close();
        const { errors } = await torch.ask({ config: seeded, epochs });
        row.torch.push(errors.at(-1));
      }
      onRow({ config, ...row });
    }
  } finally {
    await torch.close();
  }
}

/** @param {import('@ram-sweep/ram').TrainingOptions} of @param {number} epochs */
async function errorAfter(of, epochs) {
  const training = await Training.start(of);
  let error = NaN;
  for await (const result of training.epochs()) {
    error = result.validationError;
    if (result.epoch === epochs) break;
  }
  await training.dispose();
  return error;
}
