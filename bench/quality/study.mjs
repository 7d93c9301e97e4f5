import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compileTrialConfig } from '@ram-sweep/protocol';
import { parseStudy } from '@ram-sweep/search';

/** The study that both sides search. */
export const studyFile = fileURLToPath(new URL('../../studies/mnist-28.yaml', import.meta.url));

/** What the study says, and the config of a trial before its params are drawn. */
export async function readSearch() {
  const spec = parseStudy(await readFile(studyFile, 'utf8'), { source: studyFile, format: 'yaml' });
  const { pruner, config } = spec;
  if (pruner.name !== 'asha') throw new Error('both sides prune by successive halving');
  const restarts = { restartEpoch: pruner.minEpochs, restartFactor: pruner.reductionFactor };
  return { spec, pruner, config: compileTrialConfig({ ...config, ...restarts }) };
}
