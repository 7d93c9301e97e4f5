import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compileTrialConfig, PROTOCOL_VERSION, studySpecSchema, type TrialEvent } from '@ram-sweep/protocol';
import { findStudyResult, readSnapshot } from '@ram-sweep/results';
import {
  addTrials,
  claimTrials,
  createStudy,
  openStore,
  recordEvents,
  setStudyState,
  type NewTrial,
  type Store,
} from '@ram-sweep/store';
import { openReader, type Reader } from '@ram-sweep/store/read';
import { startTestNats, startTestPostgres, type TestNats, type TestPostgres } from '@ram-sweep/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawDashboard } from '../draw-dashboard.js';

const program = createRequire(import.meta.url).resolve('@ram-sweep/cli/bin/ram-sweep.js');

/**
 * A trial by its number, the trial whose config it repeats, its policy, and the one validation error that it reaches.
 */
const trial = (
  number: number,
  error: number,
  repeats: number | null = null,
  policy: 'learned' | 'frozen' = 'learned',
): NewTrial & { error: number } => ({
  number,
  error,
  params: { std: repeats === 1 || number === 1 ? 0.2 : 0.1 },
  config: compileTrialConfig({ epochs: 1, policy }),
  ...(repeats === null ? {} : { phase: policy === 'learned' ? 'finalist' : 'control', repeats }),
});

/*
 * The smallest error of all is trial 0's of the search, the smallest of a finalist trial 2's, which repeats trial 0. By
 * the means, (2 + 10) / 2 = 6% of trial 0's config against (3 + 5) / 2 = 4%, trial 1's config is the best; its best
 * seed is trial 4.
 */
const search = [trial(0, 0.01), trial(1, 0.015)];
const finalists = [trial(2, 0.02, 0), trial(3, 0.1, 0), trial(4, 0.03, 1), trial(5, 0.05, 1)];
const controls = [trial(6, 0.5, 1, 'frozen'), trial(7, 0.51, 1, 'frozen')];

let postgres: TestPostgres;
let nats: TestNats;
let store: Store;
let reader: Reader;
let studyId: string;
let url: string;
let folder: string;

async function train(trials: readonly { number: number; error: number }[]): Promise<void> {
  const claims = trials.map(({ number }) => ({ trial: number, worker: 'box-1', environment: 'onnx' }));
  await claimTrials(store, studyId, claims);
  await recordEvents(
    store,
    studyId,
    trials.flatMap(({ number, error }) => eventsOf(number, error)),
  );
}

function eventsOf(number: number, validationError: number): TrialEvent[] {
  const envelope = {
    version: PROTOCOL_VERSION,
    study: studyId,
    trial: number,
    attempt: 1,
    worker: 'box-1',
    at: '2026-01-01T00:00:00Z',
  } as const;
  const losses = { trainLoss: 1, actionLoss: 1, baselineLoss: 0, reinforceLoss: 0, validationLoss: 1 };
  const result = { epoch: 1, steps: 9, learningRate: 0.001, trainError: 0.2, seconds: 1, ...losses };
  const checkpoint = {
    name: `${studyId}/${number}/1-1-0`,
    digest: 'ab'.repeat(32),
    bytes: 9,
    epoch: 1,
    step: 0,
  };
  return [
    { ...envelope, sequence: 0, kind: 'epoch', result: { ...result, validationError }, checkpoint },
    { ...envelope, sequence: 1, kind: 'complete' },
  ];
}

/** Runs ram-sweep on these servers. */
async function ramSweep(...args: string[]): Promise<string> {
  const { url: address, coordinator } = nats;
  const own = `nats://${coordinator.user}:${coordinator.password}@${address.replace('nats://', '')}`;
  const servers = ['--database', url, '--nats', own, '--home', folder];
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args, ...servers]);
  return stdout;
}

async function frame(): Promise<string> {
  const list = { sort: 'rank', reverse: false, filter: [], expanded: [], rows: 20, offset: 0 } as const;
  const request = { ...list, cursor: { row: null, position: 0 }, activityRows: 5, opened: [] };
  return drawDashboard((await readSnapshot(reader, studyId, request))!, 120, 40);
}

beforeAll(async () => {
  [postgres, nats] = await Promise.all([startTestPostgres(), startTestNats()]);
  folder = await mkdtemp(join(tmpdir(), 'ram-sweep-best-'));
  url = await postgres.createDatabase();
  store = await openStore({ url });
  reader = await openReader({ url });
  const spec = studySpecSchema.parse({
    name: 'one',
    dataset: { name: 'glyphs' },
    trials: 2,
    finalists: { top: 2, seeds: 2, controls: ['frozen'] },
    space: { std: { distribution: 'categorical', choices: [0.1, 0.2] } },
  });
  ({ id: studyId } = await createStudy(store, { spec, trials: search }));
  await train(search);
});
afterAll(async () => {
  await reader?.close();
  await store?.close();
  await Promise.all([postgres?.stop(), nats?.stop()]);
  await rm(folder, { recursive: true, force: true });
});

describe('the best of a study is the same wherever it is asked for', () => {
  it('the best of the search, one seed, before finalists are complete', async () => {
    await addTrials(store, studyId, finalists);
    const best = JSON.parse(await ramSweep('best', '--json')) as object;
    expect(best).toMatchObject({ source: 'search', trial: 0, validationError: 0.01, seeds: 1 });
    const [listed] = JSON.parse(await ramSweep('studies', '--json')) as { best: object }[];
    expect(listed?.best).toMatchObject({ source: 'search', trial: 0, validation: { mean: 0.01, count: 1 } });
    const words = '1.00% (trial 0; search, one seed)';
    expect(await ramSweep('studies')).toContain(words);
    expect(await frame()).toContain(`best so far: ${words}`);
  });

  it('the finalist of the smallest mean once they are, on every surface', async () => {
    await train(finalists);
    await addTrials(store, studyId, controls);
    await train(controls);
    await setStudyState(store, { study: studyId, state: 'complete' });

    const best = JSON.parse(await ramSweep('best', '--json')) as { validationError: number };
    expect(best).toMatchObject({ source: 'finalist', trial: 4, seeds: 2, params: { std: 0.2 } });
    expect(best.validationError).toBeCloseTo(0.04, 12);
    const [listed] = JSON.parse(await ramSweep('studies', '--json')) as { best: object }[];
    expect(listed?.best).toMatchObject({ source: 'finalist', trial: 4, searchTrial: 1 });
    expect((await findStudyResult(reader, 'one'))?.best).toMatchObject(listed!.best);

    // s = √2 %, n = 2, t(0.975, 1) = 12.706: ± 12.71
    const words = '4.00% ± 12.71';
    expect(await ramSweep('best')).toContain(`validation  ${words} (mean of 2 seeds)`);
    expect(await ramSweep('best', '--full')).toContain(`validation error  ${words} (mean of 2 seeds)`);
    expect(await ramSweep('studies')).toContain(`${words} (trial 1, 2 seeds)`);
    expect(await frame()).toContain(`best: ${words} (trial 1, 2 seeds): std 0.2`);
    const page = join(folder, 'one.html');
    await ramSweep('report', '--output', page);
    const text = (await readFile(page, 'utf8')).replaceAll(/<[^>]*>|\s+/g, ' ').replaceAll(/ +/g, ' ');
    expect(text).toContain(`validation error ${words} 2 trainings of trial 1’s config`);
  });

  it('says alike what attention is worth', async () => {
    const { verdict } = JSON.parse(await ramSweep('best', '--json')) as { verdict: { attention: string } };
    const page = (await readFile(join(folder, 'one.html'), 'utf8')).replaceAll(/<[^>]*>/g, '');
    // Welch: 50.5% − 4% with a = (√2/100)² / 2, b a quarter of that: the interval leaves out 0
    expect(verdict.attention).toBe('pays');
    expect(await ramSweep('best')).toMatch(/^attention pays: 46\.50 points better than frozen/m);
    expect(await ramSweep('best', '--full')).toMatch(
      /verdict +learned 4\.00% ± 12\.71, frozen 50\.50% ± 6\.35: attention pays/,
    );
    expect(page).toContain('frozen 50.50% ± 6.35: attention pays');
  });

  it('stays that finalist while others train that a longer search has added, and says so', async () => {
    await addTrials(store, studyId, [trial(8, 0.001)]);
    await train([trial(8, 0.001)]);
    await addTrials(store, studyId, [trial(9, 0.002, 8), trial(10, 0.002, 8)]);
    await setStudyState(store, { study: studyId, state: 'active' });
    expect(JSON.parse(await ramSweep('best', '--json'))).toMatchObject({
      source: 'finalist',
      trial: 4,
      finalistsInTraining: 1,
    });
    const words = '4.00% ± 12.71 (trial 1, 2 seeds; 1 more finalist in training)';
    expect(await frame()).toContain(`best so far: ${words}: std 0.2`);
    expect(await frame()).toContain('attention pays: learned 4.00% ± 12.71, frozen 50.50% ± 6.35');
    expect(await ramSweep('studies')).toContain(words);
    expect(await ramSweep('best')).toContain('(mean of 2 seeds; 1 more finalist in training)');
  });
});
