import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@ram-sweep/log';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { SweepPlan, WorkerPlan } from '@ram-sweep/studies/drive';
import { imagesFolder } from '@ram-sweep/studies/images-folder';
import { supervise } from '../../src/supervisor/supervise.js';

/*
 * Real processes, which do nothing but keep a journal: a line for each thing that happens to one of them. Pauses
 * between the lives of a process are noted and not waited for.
 */
let folder: string;
let pauses: number[];
let warnings: string[];

const pause = (ms: number): Promise<void> => Promise.resolve(void pauses.push(ms));
const log: Log = { info: () => undefined, warn: (message) => void warnings.push(message) };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ram-sweep-supervise-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  pauses = [];
  warnings = [];
});

/** Ends when it is asked to, as a worker does. */
const worker = onRequest('process.exit(0);');
/** Ends with its code for a stop, a little later than it could. */
const coordinator = onRequest(`setTimeout(() => { note('ends'); process.exit(3); }, 100);`);

function onRequest(then: string): string {
  return `
    setInterval(() => undefined, 1_000);
    process.on('SIGTERM', () => { note('asked to end'); ${then} });
  `;
}

/** Waits until there have been so many lines of the journal; then it ends with the code. */
const endsAfter = (line: string, times: number, code: number) => `
  setInterval(() => { if (count(${JSON.stringify(line)}) >= ${times}) process.exit(${code}); }, 10);
`;

test('a process that crashes is started again, and the coordinator hears of the worker that ended', async () => {
  const crashesTwice = `if (count('worker started') < 3) process.exit(1); ${worker}`;
  const sweep = await begin({
    worker: crashesTwice,
    coordinator: endsAfter('coordinator hears of a worker that ended', 2, 0),
  });
  expect(await sweep.ended).toBe(0);
  expect(pauses).toEqual([250, 500]);
  expect(warnings).toEqual(Array.from({ length: 2 }, () => 'worker 1 ended unexpectedly (exit code 1)'));
});

test('when the coordinator says that the study is complete, the workers end', async () => {
  const sweep = await begin({
    worker,
    workers: 2,
    coordinator: endsAfter('worker gets its options', 2, 0),
  });
  expect(await sweep.ended).toBe(0);
  expect(await times('worker asked to end')).toBe(2);
  expect(await times('coordinator started')).toBe(1);
  expect(warnings).toEqual([]);
  await expect(readFile(sweepFile())).rejects.toThrow('ENOENT');
});

test('more workers than Node expects to listen are no leak to it', async () => {
  const said: string[] = [];
  const hear = ({ name }: Error): void => void said.push(name);
  process.on('warning', hear);
  onTestFinished(() => void process.off('warning', hear));
  const sweep = await begin({
    worker,
    workers: 12,
    coordinator: endsAfter('worker gets its options', 12, 0),
  });
  expect(await sweep.ended).toBe(0);
  expect(said).toEqual([]);
});

test.each(['worker', 'coordinator'] as const)(
  'a %s that crashes ten times in a row is given up, and the sweep with it',
  async (program) => {
    const other = program === 'worker' ? 'coordinator' : 'worker';
    const sweep = await begin({
      worker,
      coordinator,
      [program]: endsAfter(`${other} gets its options`, 1, 1),
    });
    const label = program === 'worker' ? 'worker 1' : program;
    await expect(sweep.ended).rejects.toThrow(`${label} crashed 10 times in a row; giving up`);
    expect(await times(`${program} started`)).toBe(10);
    expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000]);
    expect((await journal()).at(-1)).toMatch(
      program === 'worker' ? 'coordinator ends' : 'worker asked to end',
    );
    await expect(readFile(sweepFile())).rejects.toThrow('ENOENT');
  },
);

test('a signal ends all: the coordinator first, which needs the workers for that', async () => {
  const sweep = await begin({ worker, workers: 2, coordinator });
  await until('all', async () => (await count('gets its options')) === 3);
  expect(JSON.parse(await readFile(sweepFile(), 'utf8'))).toMatchObject({ pid: process.pid, study: 'small' });
  sweep.stop();
  expect(await sweep.ended).toBe(5);
  expect((await journal()).slice(-4)).toEqual([
    'coordinator asked to end',
    'coordinator ends',
    'worker asked to end',
    'worker asked to end',
  ]);
  expect(warnings).toEqual([]);
});

test('a coordinator whose server is unreachable is started for as long as that lasts, and that is no crash', async () => {
  const sweep = await begin({
    worker,
    coordinator: `process.exit(count('coordinator started') <= 10 ? 5 : 0);`,
  });
  expect(await sweep.ended).toBe(0);
  expect(pauses).toHaveLength(10);
  expect(warnings).toEqual([]);
});

test('what continues the study finds its images where the sweep has them', async () => {
  const sweep = await begin({ worker, coordinator: 'process.exit(0);', dataDir: '/images' });
  await sweep.ended;
  expect(await imagesFolder({ home: folder, dataDir: undefined }, 'small')).toBe('/images');
});

test('a study that another coordinator drives is left alone', async () => {
  const sweep = await begin({ worker, coordinator: 'process.exit(4);' });
  expect(await sweep.ended).toBe(1);
  expect(await times('coordinator started')).toBe(1);
});

interface Programs {
  readonly worker: string;
  readonly coordinator: string;
  readonly workers?: number;
  readonly dataDir?: string;
}

/** Begins to supervise a sweep of stand-ins that do what their scripts say, after noting that they started. */
async function begin({ workers = 1, dataDir, ...scripts }: Programs) {
  const files = {
    worker: await writeProgram('worker', scripts.worker),
    coordinator: await writeProgram('coordinator', scripts.coordinator),
  };
  await writeFile(journalFile(), '');
  const stop = new AbortController();
  const ended = supervise({ ...planOf(workers), ...(dataDir ? { dataDir } : {}) }, log, stop.signal, {
    files,
    pause,
  });
  return { ended, stop: () => stop.abort() };
}

async function writeProgram(name: string, script: string): Promise<string> {
  const file = join(folder, `${name}.mjs`);
  await writeFile(
    file,
    `
    import { appendFileSync, readFileSync } from 'node:fs';
    const journal = ${JSON.stringify(journalFile())};
    const note = (what) => appendFileSync(journal, '${name} ' + what + '\\n');
    const count = (line) => readFileSync(journal, 'utf8').split('\\n').filter((each) => each === line).length;
    process.on('message', (message) =>
      note('workerEnded' in message ? 'hears of a worker that ended' : 'gets its options'));
    process.on('disconnect', () => process.exit(9));
    note('started');
    ${script}
    `,
  );
  return file;
}

function planOf(workers: number): SweepPlan {
  const bus = { servers: 'nats://127.0.0.1:1' } as SweepPlan['workerBus'];
  const worker1: WorkerPlan = { slots: 1, engine: 'auto', gpu: null };
  return {
    study: { id: '00000000-0000-4000-8000-000000000000', name: 'small' },
    home: folder,
    databaseUrl: 'postgres://127.0.0.1:1/none',
    coordinatorBus: bus,
    workerBus: bus,
    workers: Array.from({ length: workers }, () => worker1),
    cacheDir: folder,
    leaseMs: 10_000,
    notify: { stallMinutes: 30, targets: [] },
    services: null,
  };
}

const journalFile = () => join(folder, 'journal');
const sweepFile = () => join(folder, 'sweeps', 'small.json');
const journal = async () => (await readFile(journalFile(), 'utf8')).trimEnd().split('\n');
const times = async (line: string) => (await journal()).filter((each) => each === line).length;
const count = async (end: string) => (await journal()).filter((each) => each.endsWith(end)).length;

async function until(what: string, is: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await is()); tries += 1) {
    if (tries > 1_000) throw new Error(`${what}: not within 20 s`);
    await sleep(20);
  }
}
