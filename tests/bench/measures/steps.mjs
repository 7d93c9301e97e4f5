import { interleave } from '../interleave.mjs';
import { askAll, closeAll } from '../members/ask.mjs';
import { startThread } from '../members/thread.mjs';
import { startPyTorch } from '../peers/pytorch.mjs';
import { stepFlops } from '../step-cost.mjs';
import { median } from '../summary.mjs';
import { modelOfTrial, trialConfig } from '../workload.mjs';

const CHECKED_STEPS = 3;
/** Two engines in float32 agree far better; another model does not. */
const TOLERANCE = 1e-3;
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
    return { flops: stepFlops(modelOfTrial, trialConfig.batchSize), checks, ...rate(results) };
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
 * Adds what the times mean: GFLOP/s of each trial, as a share of the fastest product, and the ratio to PyTorch.
 * @param {readonly { name: string, kind: string, atOnce: number, summary: import('../summary.mjs').Summary }[]} results
 */
function rate(results) {
  const flops = stepFlops(modelOfTrial, trialConfig.batchSize);
  const products = results
    .filter(({ kind }) => kind === 'product')
    .map(({ name, atOnce, summary }) => ({
      name,
      atOnce,
      ms: summary,
      gflops: PRODUCT_FLOPS / summary.median / 1e6,
    }));
  const steps = results.filter(({ kind }) => kind === 'step');
  const rated = steps.map(({ name, atOnce, summary }) => {
    const gflops = flops / summary.median / 1e6;
    const peak = Math.max(
      ...products.filter((product) => product.atOnce === atOnce).map((each) => each.gflops),
    );
    const pytorch = steps.find((step) => step.name === 'PyTorch' && step.atOnce === atOnce);
    return {
      name,
      atOnce,
      ms: summary,
      stepsPerSecond: (atOnce * 1000) / summary.median,
      gflops,
      shareOfPeak: Number.isFinite(peak) ? gflops / peak : null,
      timesPyTorch: pytorch ? pytorch.summary.median / summary.median : null,
    };
  });
  return { steps: rated, products };
}
