import { openImageSet, openSplits } from '@ram-sweep/dataset';
import { openEngine } from '@ram-sweep/engines';
import { Training } from '@ram-sweep/ram';
import { sampleTrial } from '@ram-sweep/search';
import { startTorchTraining } from './optuna.mjs';
import { readSearch } from './study.mjs';

/**
 * Validation errors of the same configs after the same epochs, ours and PyTorch's, from first weights of their own: whether the
 * other side trains as well as ours.
 * @param {{ python: string, folder: string, cacheDir: string, dataDir: string | undefined }} sides
 * @param {{ configs: number, epochs: number }} what
 * @param {(row: { config: import('@ram-sweep/protocol').TrialConfig, ours: number[], torch: number[] }) => void} onRow
 */
export async function compareTrainings({ python, folder, cacheDir, dataDir }, { configs, epochs }, onRow) {
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
      const splits = openSplits(set, spec.dataset, config);
      const training = await Training.start({ engine, config, data: splits });
      const ours = [];
      for await (const { validationError } of training.epochs()) {
        ours.push(validationError);
        if (ours.length === epochs) break;
      }
      await training.dispose();
      await splits.close();
      const { errors } = await torch.ask({ config, epochs });
      onRow({ config, ours, torch: errors });
    }
  } finally {
    await torch.close();
  }
}
