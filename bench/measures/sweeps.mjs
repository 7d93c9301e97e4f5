import { interleave } from '../interleave.mjs';
import { askAll, closeAll } from '../members/ask.mjs';
import { startThread } from '../members/thread.mjs';
import { startPyTorch } from '../peers/pytorch.mjs';
import { median, medianRatio } from '../summary.mjs';
import { withServers } from '../sweeps/servers.mjs';
import { secondsPerEpoch } from '../sweeps/training-sweep.mjs';
import { trialConfig } from '../workload.mjs';

const stepThread = new URL('../members/step-thread.mjs', import.meta.url);
const trainingThread = new URL('../members/training-thread.mjs', import.meta.url);

/** Epochs of a trial in a sweep; the first, with the start of its thread, is not counted. */
const EPOCHS = 3;

/**
 * What a sweep pays for an epoch, in a real worker process, beside what its steps and its validation come to when
 * nothing else is done: for each batch size and each number of trials at once. PyTorch's is a program that keeps its
 * images in memory, a process a trial. Of our engines only the fastest, the first, is measured.
 * @param {import('../run.mjs').Bench} bench
 */
export async function measureSweeps(bench) {
  const { options, engines, images, python, folder, say } = bench;
  const [engine] = engines;
  if (!engine) return null;
  const most = Math.max(...options.atOnce);
  const validators = await times(most, () =>
    startThread(trainingThread, { engine, images, dataset: bench.dataset }),
  );
  const peers = python ? await times(most, () => startPyTorch(python, folder)) : [];
  try {
    return await withServers(options, async (services) => {
      const rows = [];
      for (const batchSize of options.batches) {
        for (const atOnce of options.atOnce) {
          say(`sweeps: batches of ${batchSize}, ${atOnce} at once`);
          rows.push(await measureRow({ bench, engine, services, validators, peers, batchSize, atOnce }));
        }
      }
      return rows;
    });
  } finally {
    await closeAll([...validators, ...peers]);
  }
}

/** @param {number} count @param {() => Promise<import('../members/ask.mjs').Member>} start */
const times = (count, start) => Promise.all(Array.from({ length: count }, start));

/**
 * @param {object} of
 * @param {import('../run.mjs').Bench} of.bench
 * @param {string} of.engine
 * @param {import('@ram-sweep/services').Services} of.services
 * @param {readonly import('../members/ask.mjs').Member[]} of.validators
 * @param {readonly import('../members/ask.mjs').Member[]} of.peers
 * @param {number} of.batchSize
 * @param {number} of.atOnce
 */
async function measureRow({ bench, engine, services, validators, peers, batchSize, atOnce }) {
  const { options, images, dataset } = bench;
  const config = { batchSize };
  const steppers = await times(atOnce, () => startThread(stepThread, { engine, config }));
  const steps = Math.ceil((images.train.count * (1 - trialConfig.validationSplit)) / batchSize);
  const { cacheDir, dataDir } = options;
  const sweep = { services, cacheDir, dataDir, dataset, config, atOnce, epochs: EPOCHS };
  /** @type {[string, () => Promise<number>][]} */
  const contestants = [
    [
      'step',
      async () =>
        median((await askAll(steppers, { do: 'step', ms: options.ms })).flatMap((each) => each.times)),
    ],
    ['validation', () => slowest(validators.slice(0, atOnce), { do: 'validation' })],
    ['sweep', async () => median(await secondsPerEpoch(sweep))],
    ...(peers.length > 0
      ? [
          /** @type {[string, () => Promise<number>]} */ ([
            'PyTorch',
            () => slowest(peers.slice(0, atOnce), { do: 'epoch', batch: batchSize }),
          ]),
        ]
      : []),
  ];
  try {
    const measured = await interleave(
      contestants.map(([name, measure]) => ({ name, measure })),
      options.longRounds,
    );
    const of = Object.fromEntries(measured.map((result) => [result.name, result]));
    return describeRow({ batchSize, atOnce, steps, of });
  } finally {
    await closeAll(steppers);
  }
}

/** @param {readonly import('../members/ask.mjs').Member[]} members @param {object} request */
const slowest = async (members, request) =>
  Math.max(...(await askAll(members, request)).map(({ seconds }) => seconds));

/** @param {{ batchSize: number, atOnce: number, steps: number, of: Record<string, any> }} measured */
function describeRow({ batchSize, atOnce, steps, of }) {
  const { step, validation, sweep, PyTorch } = of;
  const own = step.values.map(
    (/** @type {number} */ ms, /** @type {number} */ round) => (steps * ms) / 1000 + validation.values[round],
  );
  return {
    batchSize,
    atOnce,
    steps,
    stepMs: step.summary,
    validationSeconds: validation.summary,
    sweepSeconds: sweep.summary,
    stepsAndValidation: median(own),
    /** How many times as long an epoch takes as its steps and validation. */
    overhead: medianRatio(sweep.values, own),
    pytorchSeconds: PyTorch?.summary ?? null,
    pytorchTakes: PyTorch ? medianRatio(PyTorch.values, sweep.values) : null,
  };
}
