import { findStudySummary, openReader, type Reader } from '@ram-sweep/store/read';
import { newTestDatabase, startTestNats, type TestNats } from '@ram-sweep/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, Sandbox } from '../sandbox.js';
import { curves, type PrintedTrial } from '../small-study.js';

/*
 * The promise of a search that learns: whoever trains it, how many, how fast, and whatever breaks meanwhile, every
 * number is the same to the last bit.
 */
const TRIALS = 12;

/** Glyphs: 540 training images, 18 steps an epoch. Rungs at epochs 1, 2 and 4 of 5. */
const study = (name: string, trials: number): string => `
name: ${name}
dataset: { name: glyphs, train: 600, test: 60 }
trials: ${trials}
seed: 4
sampler: { name: tpe, lag: 3 }
pruner: { name: asha, minEpochs: 1, reductionFactor: 2 }
finalists: { top: 2, seeds: 1, controlSeeds: 1 }
space:
  std: { distribution: log-uniform, low: 0.03, high: 0.3 }
  glimpses: { distribution: integer, low: 2, high: 4 }
  learningRate: { distribution: log-uniform, low: 0.001, high: 0.03 }
config: { epochs: 5, batchSize: 30, hidden: 32, patchHidden: 16, locationHidden: 16 }
`;

type Row = PrintedTrial & Record<string, unknown> & { readonly phase: string };

/** What the clock says, and who trained it. */
const OF_THE_RUN = ['study', 'attempt', 'worker', 'trainSeconds', 'startedAt', 'finishedAt'];

let nats: TestNats;
let sandbox: Sandbox;
let reader: Reader;
let expected: Outcome;

const flags = (workers: number) => [
  '--workers',
  String(workers),
  '--threads',
  '1',
  '--engine',
  'onnx',
  '--lease',
  '2',
];

beforeAll(async () => {
  nats = await startTestNats();
  const { url, readerUrl } = await newTestDatabase();
  sandbox = await Sandbox.onServers(url, nats);
  expected = await outcomeOf(await run('one-worker', 1));
  reader = await openReader({ url: readerUrl });
});

afterAll(async () => {
  await reader?.close();
  await sandbox?.[Symbol.asyncDispose]();
  await nats?.stop();
});

async function run(name: string, workers: number, trials = TRIALS): Promise<string> {
  const file = await sandbox.writeStudy(`${name}.yaml`, study(name, trials));
  const { code, stdout, stderr } = await sandbox.run('start', file, '--plain', ...flags(workers));
  expect(code, stdout + stderr).toBe(0);
  return name;
}

interface Outcome {
  readonly trials: readonly Record<string, unknown>[];
  readonly epochs: readonly Record<string, unknown>[];
}

const kept = (row: object) => Object.entries(row).filter(([field]) => !OF_THE_RUN.includes(field));

/** All that `export` tells of a study but what belongs to the run. */
async function outcomeOf(name: string): Promise<Outcome> {
  const { stdout } = await sandbox.run('export', name, '--format', 'json');
  const { trials } = JSON.parse(stdout) as { trials: Row[] };
  return {
    trials: trials.map((row) => Object.fromEntries(kept(row))),
    epochs: (await curves(sandbox, name)).map((row) => Object.fromEntries(kept(row))),
  };
}

/** The search alone, its trials by their place, whatever numbers finalists took in between. */
function searchOf({ trials, epochs }: Outcome): Outcome {
  const search = trials.filter(({ phase }) => phase === 'search');
  const places = new Map(search.map(({ number }, place) => [number, place]));
  return {
    trials: search.map(({ number, rank: _rank, ...row }) => ({ ...row, number: places.get(number) })),
    epochs: epochs
      .filter(({ trial }) => places.has(trial))
      .map(({ trial, ...row }) => ({ ...row, trial: places.get(trial) })),
  };
}

it('is a search worth comparing: rungs prune some trials, and the sampler has learned', () => {
  const search = searchOf(expected).trials;
  expect(search).toHaveLength(TRIALS);
  expect(new Set(search.map(({ state }) => state))).toEqual(new Set(['pruned', 'complete']));
  expect(expected.trials.filter(({ phase }) => phase === 'finalist')).toHaveLength(2);
});

it.each([2, 4])('comes to the same to the last bit on %i workers', async (workers) => {
  expect(await outcomeOf(await run(`workers-${workers}`, workers))).toEqual(expected);
});

it('comes to the same to the last bit where workers and the coordinator are killed', async () => {
  const name = 'killed';
  const file = await sandbox.writeStudy(`${name}.yaml`, study(name, TRIALS));
  const { code, stderr } = await sandbox.run('start', file, '--detach', ...flags(2));
  expect(code, stderr).toBe(0);
  for (const [epochs, kind] of [
    [3, 'worker'],
    [8, 'coordinator'],
    [14, 'worker'],
    [20, 'coordinator'],
  ] as const) {
    await eventually(`${epochs} epochs`, async () => {
      return ((await findStudySummary(reader, name))?.epochsDone ?? 0) >= epochs;
    });
    for (const pid of await sandbox.pids(kind)) kill(pid);
  }
  await eventually('the end of the sweep', async () => (await sandbox.pids('supervise')).length === 0);
  expect((await findStudySummary(reader, name))?.state).toBe('complete');
  expect(await outcomeOf(name)).toEqual(expected);
});

it('comes to the same search to the last bit where it was made shorter, and extended once it was complete', async () => {
  const name = await run('extended', 2, TRIALS - 4);
  const { code, stdout, stderr } = await sandbox.run(
    'resume',
    name,
    '--trials',
    '+4',
    '--plain',
    ...flags(2),
  );
  expect(code, stdout + stderr).toBe(0);
  expect(searchOf(await outcomeOf(name))).toEqual(searchOf(expected));
});

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended a moment ago.
  }
}
