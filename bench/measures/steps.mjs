import { interleave } from '../interleave.mjs';
import { askAll, closeAll } from '../members/ask.mjs';
import { startThread } from '../members/thread.mjs';
import { startPyTorch } from '../peers/pytorch.mjs';
import { stepFlops } from '../step-cost.mjs';
import { median, medianRatio } from '../summary.mjs';
import { modelOfTrial, trialConfig } from '../workload.mjs';

const CHECKED_STEPS = 3;
/** Two engines in float32 agree far better; another model does not. */
const TOLERANCE = 1e-3;
const STEP_FLOPS = stepFlops(modelOfTrial, trialConfig.batchSize);
const PRODUCT_FLOPS = 2 * 1024 ** 3;

const stepThread = new URL('../members/step-thread.mjs', import.meta.url);
const productThread = new URL('../members/product-thread.mjs', import.meta.url);

/**
 * ms of a training step and of a 1024³ product, for everyone and for each number of trials at once.
 * @param {import('../run.mjs').Bench} bench
 */
export async function measureSteps({ options, engines, python, folder, say }) {
  const most = Math.max(...options.atOnce);
  const teams = await startTeams({ engines, python, folder, most });
  try {
    const checks = await compareLosses(teams);
    const contestants = options.atOnce.flatMap((atOnce) =>
      teams.map(({ name, kind, members }) => ({
        name,
        kind,
        atOnce,
        measure: () => typicalTime(members.slice(0, atOnce), { do: kind, ms: options.ms }),
      })),
    );
    const results = await interleave(contestants, options.rounds, (round) =>
      say(`steps, round ${round} of ${options.rounds}`),
    );
    return { checks, ...rate(results) };
  } finally {
    await Promise.all(teams.map(({ members }) => closeAll(members)));
  }
}

/** @param {{ engines: readonly string[], python: string | null, folder: string, most: number }} parts */
async function startTeams({ engines, python, folder, most }) {
  const teams = /** @type {Team[]} */ ([]);
  const add = async (/** @type {string} */ name, /** @type {string} */ kind, /** @type {Start} */ start) =>
    teams.push({ name, kind, members: await times(most, start) });
  for (const engine of engines) await add(engine, 'step', () => startThread(stepThread, { engine }));
  if (engines.includes('onnx')) await add('ONNX Runtime', 'product', () => startThread(productThread, {}));
  if (python) {
    const members = await times(most, () => startPyTorch(python, folder));
    teams.push({ name: 'PyTorch', kind: 'step', members }, { name: 'PyTorch', kind: 'product', members });
  }
  return teams;
}

/**
 * @typedef {() => Promise<import('../members/ask.mjs').Member>} Start
 * @typedef {{ name: string, kind: string, members: import('../members/ask.mjs').Member[] }} Team
 */

/** @param {number} count @param {Start} start */
const times = (count, start) => Promise.all(Array.from({ length: count }, start));

/**
 * That all of them take the same step: the largest relative difference of a loss from the first one's.
 * @param {readonly Team[]} teams
 */
async function compareLosses(teams) {
  const checks = [];
  for (const { name, members } of teams.filter(({ kind }) => kind === 'step')) {
    const [{ losses }] = await askAll(members, { do: 'check', steps: CHECKED_STEPS });
    const expected = checks[0]?.losses ?? losses;
    const difference = Math.max(
      ...losses.map((/** @type {number} */ loss, /** @type {number} */ step) =>
        Math.abs(loss / expected[step] - 1),
      ),
    );
    if (!(difference < TOLERANCE)) {
      throw new Error(`${name} does not take the same step: losses ${losses} instead of ${expected}`);
    }
    checks.push({ name, losses, difference });
  }
  return checks;
}

/** Median time of one call over all members, who work at the same time. */
async function typicalTime(/** @type {Team['members']} */ members, /** @type {object} */ request) {
  const answers = await askAll(members, request);
  return median(answers.flatMap(({ times: each }) => each));
}

/**
 * Adds what the times mean. GFLOP/s of each trial, and its share of the fastest product with as many at once, are
 * those of the fastest round: what the machine can do, not what other programs left of it.
 * @param {readonly Measured[]} results
 */
function rate(results) {
  const products = results
    .filter(({ kind }) => kind === 'product')
    .map(({ name, atOnce, summary }) => ({
      name,
      atOnce,
      ms: summary,
      gflops: gigaflops(PRODUCT_FLOPS, summary),
    }));
  const steps = results.filter(({ kind }) => kind === 'step');
  return { flops: STEP_FLOPS, products, steps: steps.map((step) => rateStep(step, steps, products)) };
}

/**
 * @typedef {object} Measured
 * @property {string} name
 * @property {string} kind
 * @property {number} atOnce
 * @property {readonly number[]} values
 * @property {import('../summary.mjs').Summary} summary
 */

/** @param {Measured} step @param {readonly Measured[]} steps @param {readonly { atOnce: number, gflops: number }[]} products */
function rateStep({ name, atOnce, values, summary }, steps, products) {
  const gflops = gigaflops(STEP_FLOPS, summary);
  const peaks = products.filter((product) => product.atOnce === atOnce).map((product) => product.gflops);
  const pytorch = steps.find((step) => step.name === 'PyTorch' && step.atOnce === atOnce);
  return {
    name,
    atOnce,
    ms: summary,
    stepsPerSecond: (atOnce * 1000) / summary.median,
    gflops,
    shareOfPeak: peaks.length > 0 ? gflops / Math.max(...peaks) : null,
    pytorchTakes: pytorch ? medianRatio(pytorch.values, values) : null,
  };
}

/** @param {number} flops @param {import('../summary.mjs').Summary} ms */
const gigaflops = (flops, { min }) => flops / min / 1e6;
