/** Samplers and pruners on the table of RAM, by simulated time. npm run bench:ram-table -- --help */
import { commandLine } from './command-line.mjs';
import { readTable } from './ram-table/read-table.mjs';
import { simulate } from './ram-table/simulate.mjs';
import { median } from './summary.mjs';

const help = `npm run bench:ram-table -- [options]

Searches the table of bench/ram-table (256 configs of RAM, nine epochs each) with every sampler and pruner, by the rules
of the coordinator and in simulated time: an epoch takes as long as it did when the table was made. Prints for several
times the share of the table's configs that are as good as the one that would be chosen then, (better ones + 1) / 256.

  --trials N   trials of a search (64)
  --workers N  slots (4)
  --seeds N    searches of each kind, with seeds of their own (40)
  --json       print JSON
  --help       print this
`;

const values = commandLine(help, {
  trials: { type: 'string', default: '64' },
  workers: { type: 'string', default: '4' },
  seeds: { type: 'string', default: '40' },
  json: { type: 'boolean', default: false },
});

const samplers = [
  { name: 'random', distinct: false },
  { name: 'sobol' },
  { name: 'tpe', lag: 3 },
  { name: 'gp', lag: 3 },
];
const pruners = [
  { name: 'none' },
  { name: 'asha', minEpochs: 1, reductionFactor: 3 },
  { name: 'hyperband', minEpochs: 1, reductionFactor: 3, brackets: 3 },
];
/** Times at which a search is looked at, as shares of what all its trials take on average without a pruner. */
const shares = [0.1, 0.25, 0.5, 1];

const { spec, rows } = await readTable();
const [trials, workers, seeds] = [values.trials, values.workers, values.seeds].map(Number);
const epochs = Math.max(...rows.map(({ curve }) => curve.length));
const average = rows.reduce((sum, row) => sum + row.secondsPerEpoch * epochs, 0) / rows.length;
const whole = (average * Number(trials)) / Number(workers);
/** The table itself is a Sobol search with seed 1. */
const FIRST_SEED = 100;
/** By the error at the end: what the config that is chosen is worth. */
const ends = rows.map(({ curve }) => Number(curve.at(-1))).toSorted((a, b) => a - b);

const results = pruners.flatMap((pruner) =>
  samplers.map((sampler) => {
    const found = Array.from({ length: Number(seeds) }, (_, seed) =>
      ranksOf({ sampler, pruner, seed: FIRST_SEED + seed }),
    );
    return {
      sampler: sampler.name,
      pruner: pruner.name,
      ranks: shares.map((_, at) => summary(found.map((ranks) => Number(ranks[at])))),
    };
  }),
);
if (values.json)
  process.stdout.write(`${JSON.stringify({ trials, workers, seeds, shares, results }, null, 2)}\n`);
else print();

/** @param {{ sampler: any, pruner: any, seed: number }} search */
function ranksOf({ sampler, pruner, seed }) {
  const seen = simulate({
    spec: { ...spec, sampler, pruner, seed, require: [], trials: Number(trials) },
    rows,
    trials: Number(trials),
    workers: Number(workers),
  });
  return shares.map((share) => {
    const known = seen.filter(({ at }) => at <= share * whole);
    if (known.length === 0) return 1;
    const chosen = known.reduce((best, each) => (each.error < best.error ? each : best));
    const end = Number(chosen.row.curve.at(-1));
    return (ends.filter((error) => error < end).length + 1) / rows.length;
  });
}

/** @param {readonly number[]} ranks */
function summary(ranks) {
  const sorted = ranks.toSorted((a, b) => a - b);
  const quartile = (/** @type {number} */ share) => Number(sorted[Math.floor(share * (sorted.length - 1))]);
  const mean = Math.exp(ranks.reduce((sum, rank) => sum + Math.log(rank), 0) / ranks.length);
  return { mean, median: median(ranks), low: quartile(0.25), high: quartile(0.75) };
}

/** @param {number} share */
function percent(share) {
  return `${(100 * share).toFixed(1)}%`;
}

function print() {
  process.stdout.write(
    `${trials} trials on ${workers} slots, ${seeds} seeds; all of it takes ${whole.toFixed(0)} s without a pruner\n\n`,
  );
  process.stdout.write(
    `| pruner | sampler | ${shares.map((share) => `after ${100 * share}%`).join(' | ')} |\n`,
  );
  process.stdout.write(`| --- | --- | ${shares.map(() => '---:').join(' | ')} |\n`);
  for (const { sampler, pruner, ranks } of results)
    process.stdout.write(
      `| ${pruner} | ${sampler} | ${ranks.map(({ mean }) => percent(mean)).join(' | ')} |\n`,
    );
}
