/** `ram-sweep trials ram-table --json | node bench/ram-table/write-table.mjs` makes ram-table.csv. */
import { writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { readStudyFile } from '@ram-sweep/search';

const { space, config } = await readStudyFile(
  new URL('../../studies/ram-table.yaml', import.meta.url).pathname,
);
const fields = Object.keys(space);
const { epochs = 0 } = config;

/** @type {{ number: number, state: string, params: Record<string, string | number>, trainSeconds: number, curve: number[] }[]} */
const trials = JSON.parse(await text(process.stdin)).toSorted(
  (/** @type {any} */ a, /** @type {any} */ b) => a.number - b.number,
);
const incomplete = trials.filter(({ state, curve }) => state !== 'complete' || curve.length !== epochs);
if (incomplete.length > 0) throw new Error(`${incomplete.length} trials are not complete`);
const head = [
  'trial',
  ...fields,
  'secondsPerEpoch',
  ...(trials[0]?.curve.map((_, at) => `epoch${at + 1}`) ?? []),
];
const lines = trials.map(({ number, params, trainSeconds, curve }) => [
  number,
  ...fields.map((field) => params[field] ?? ''),
  (trainSeconds / epochs).toFixed(3),
  ...curve.map((error) => Number(error.toPrecision(6))),
]);
await writeFile(
  new URL('ram-table.csv', import.meta.url),
  [head, ...lines].map((cells) => `${cells.join(',')}\n`).join(''),
);
