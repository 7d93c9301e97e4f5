import { interleave } from '../interleave.mjs';
import { askAll, closeAll } from '../members/ask.mjs';
import { startThread } from '../members/thread.mjs';
import { startPyTorch } from '../peers/pytorch.mjs';
import { medianRatio } from '../summary.mjs';

/** Loader processes of a PyTorch trial: none, and as many as the public implementation's data_loader.py starts. */
const LOADER_PROCESSES = [0, 4];

const trainingThread = new URL('../members/training-thread.mjs', import.meta.url);

/**
 * Seconds of a whole epoch, loading and validation included, until all trials at once have done one.
 * Of our engines only the fastest, the first, is measured.
 * @param {import('../run.mjs').Bench} bench
 */
export async function measureEpochs({ options, engines, python, folder, images, dataset, say }) {
  const most = Math.max(...options.atOnce);
  const [engine] = engines;
  const start = (/** @type {() => Promise<import('../members/ask.mjs').Member>} */ one) =>
    Promise.all(Array.from({ length: most }, one));
  const ours = engine ? await start(() => startThread(trainingThread, { engine, images, dataset })) : [];
  const theirs = python ? await start(() => startPyTorch(python, folder)) : [];
  const contestants = options.atOnce.flatMap((atOnce) => [
    ...(engine ? [contestant(engine, ours, atOnce, { do: 'epoch' })] : []),
    ...(python
      ? LOADER_PROCESSES.map((workers) =>
          contestant(loaderName(workers), theirs, atOnce, { do: 'epoch', workers }),
        )
      : []),
  ]);
  try {
    const results = await interleave(contestants, options.longRounds, (round) =>
      say(`epochs, round ${round} of ${options.longRounds}`),
    );
    return results.map(({ name, atOnce, values, summary }) => {
      const first = results.find((result) => result.atOnce === atOnce)?.values ?? values;
      return {
        name,
        atOnce,
        seconds: summary,
        epochsPerHour: (atOnce * 3600) / summary.median,
        timesFirst: medianRatio(values, first),
      };
    });
  } finally {
    await closeAll([...ours, ...theirs]);
  }
}

/** @param {number} workers */
const loaderName = (workers) =>
  workers === 0 ? 'PyTorch, loading in its process' : `PyTorch, ${workers} loader processes each`;

/** @param {string} name @param {readonly import('../members/ask.mjs').Member[]} members @param {number} atOnce @param {object} request */
function contestant(name, members, atOnce, request) {
  const measure = async () => {
    const answers = await askAll(members.slice(0, atOnce), request);
    return Math.max(...answers.map(({ seconds }) => seconds));
  };
  return { name, atOnce, measure };
}
