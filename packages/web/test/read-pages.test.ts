import {
  compileTrialConfig,
  PROTOCOL_VERSION,
  studySpecSchema,
  type EpochResult,
  type TrialEvent,
} from '@ram-sweep/protocol';
import {
  claimTrials,
  createStudy,
  openStore,
  recordEvents,
  setStudyState,
  type Store,
  type Study,
} from '@ram-sweep/store';
import { openReader, type Reader } from '@ram-sweep/store/read';
import { newTestDatabase } from '@ram-sweep/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  comparisonPage,
  comparisonParams,
  studiesPage,
  studiesParams,
  studyPage,
  studyParams,
} from '../src/index.js';
import { Page } from './page.js';

let store: Store;
let reader: Reader;

beforeAll(async () => {
  const { url, readerUrl } = await newTestDatabase();
  store = await openStore({ url });
  reader = await openReader({ url: readerUrl });
});
afterAll(async () => {
  await reader?.close();
  await store?.close();
});

const result = (epoch: number, validationError: number): EpochResult => ({
  epoch,
  steps: 400,
  learningRate: 0.001,
  trainLoss: 1,
  actionLoss: 0.9,
  baselineLoss: 0.05,
  reinforceLoss: -0.2,
  trainError: 0.2,
  validationError,
  validationLoss: 0.7,
  seconds: 1.5,
});

/** A search of so many trials of one epoch, none of which has begun. */
const newSearch = (name: string, trials: number): Promise<Study> =>
  createStudy(store, {
    spec: studySpecSchema.parse({ name, dataset: { name: 'glyphs' }, trials }),
    trials: Array.from({ length: trials }, (_, number) => {
      const params = {
        std: 0.04 + (number % 100) / 1000,
        glimpses: 2 + (number % 7),
        scale: 1 + (number % 3),
      };
      return { number, searchIndex: number, params, config: compileTrialConfig({ ...params, epochs: 1 }) };
    }),
  });

/** Trains these trials to their end, trial n to the error that is given for it. */
async function train(study: Study, errors: ReadonlyMap<number, number>): Promise<void> {
  const numbers = [...errors.keys()];
  const claims = numbers.map((trial) => ({ trial, worker: 'box-1', environment: 'onnx, a CPU, Node 20' }));
  await claimTrials(store, study.id, claims);
  const events = numbers.flatMap((trial): TrialEvent[] => {
    const envelope = {
      version: PROTOCOL_VERSION as typeof PROTOCOL_VERSION,
      study: study.id,
      trial,
      attempt: 1,
      worker: 'box-1',
      at: '2026-01-01T00:00:00Z',
    };
    return [
      { ...envelope, sequence: 0, kind: 'epoch', result: result(1, errors.get(trial)!), checkpoint: null },
      { ...envelope, sequence: 1, kind: 'complete' },
    ];
  });
  await recordEvents(store, study.id, events);
}

/** The page of a study as a browser gets it; null where there is no such study. */
async function studyAt(name: string, query = ''): Promise<Page | null> {
  const data = await studyPage.read(reader, studyParams(name, new URLSearchParams(query)));
  return data && new Page(studyPage.render(data));
}

describe('the page of a study', () => {
  it('follows the tables, and finds the study by name or id', async () => {
    const study = await newSearch('followed', 3);
    await train(
      study,
      new Map([
        [0, 0.5],
        [1, 0.25],
      ]),
    );
    const page = (await studyAt(study.id))!;
    expect(page.text('.phases')).toBe('search 2/3');
    expect(page.text('#headline .best')).toBe('Best so far: 25.00% (trial 1; search, one seed).');
    expect(page.texts('#rows td[data-title=trial]')).toEqual(['1 1', '2 0', '– 2']);
    expect(page.count('#search svg')).toBe(2);
    expect(page.texts('#fields h3')).toEqual(['std (log)', 'glimpses', 'scale']);
    expect(page.text('#provenance')).toContain('onnx, a CPU, Node 20 (2 trials)');
    expect(await studyAt('nothing-of-that-name')).toBeNull();
  });

  it('is there before anything has begun', async () => {
    await newSearch('begun', 3);
    const page = (await studyAt('begun'))!;
    expect(page.text('.phases')).toBe('search 0/3');
    expect(page.text('#headline')).toContain('No result yet');
  });

  it('draws all of a study when it is over, whatever it has drawn of it before', async () => {
    const study = await newSearch('ended', 2);
    await train(study, new Map([[0, 0.5]]));
    await studyAt('ended');
    await train(study, new Map([[1, 0.125]]));
    await setStudyState(store, { study: study.id, state: 'complete' });
    const page = (await studyAt('ended'))!;
    expect(page.text('.chip')).toBe('complete');
    expect(page.text('#search text.strong')).toBe('12.50%');
  });

  it('narrows the leaderboard down as the dashboard does, page by page', async () => {
    const study = await newSearch('paged', 230);
    await train(study, new Map(Array.from({ length: 120 }, (_, number) => [number, 0.9 - number / 1000])));
    const second = (await studyAt('paged', 'page=2'))!;
    expect(second.text('#rows > .note')).toBe('Rows 101 to 200 of 230, best first.');
    // Trial 119 is the best; a hundred better ones stand on the page before trial 19.
    expect(second.text('#rows td')).toBe('101 19');
    const filtered = (await studyAt('paged', 'q=state%3Dcomplete+error%3C78.5%25'))!;
    // 0.9 - n / 1000 < 0.785 from n = 116 on.
    expect(filtered.texts('#rows td[data-title=trial] b')).toEqual(['119', '118', '117', '116']);
    expect((await studyAt('paged', 'q=fish%3D3'))?.text('#trials [role=alert]')).toContain(
      '"fish" is no field',
    );
    const sorted = (await studyAt('paged', 'sort=number&down=1'))!;
    expect(sorted.text('#rows td[data-title=trial] b')).toBe('229');
  });

  it('counts one in so many trials of a large study for the strips of its fields', async () => {
    const study = await newSearch('many', 5_001);
    await train(
      study,
      new Map(Array.from({ length: 5_001 }, (_, number) => [number, 0.1 + number / 10_000])),
    );
    const data = await studyPage.read(reader, studyParams('many', new URLSearchParams()));
    const counted = data!.picture!.spread!.fields.map(({ cells }) =>
      cells.reduce((sum, { trials }) => sum + trials, 0),
    );
    // The places 0, 2, 4 … 5,000.
    expect(counted).toEqual([2_501, 2_501, 2_501]);
    const page = new Page(studyPage.render(data!));
    expect(page.text('#fields p')).toContain('of one in 2 trials of the search');
  });
});

const compared = (query: string) => comparisonPage.read(reader, comparisonParams(new URLSearchParams(query)));

describe('the other pages', () => {
  it('list all studies, the newest first, with the best of each', async () => {
    const study = await newSearch('newest', 2);
    await train(study, new Map([[0, 0.5]]));
    const page = new Page(
      studiesPage.render((await studiesPage.read(reader, studiesParams(new URLSearchParams())))!),
    );
    expect(page.text('#current h3')).toBe('newest active');
    expect(page.text('#current dd')).toBe('50.00% trial 0; search, one seed');
    expect(page.texts('#earlier td a')).toContain('ended');
  });

  it('compare studies, and say which there are not', async () => {
    const page = new Page(comparisonPage.render((await compared('study=ended&study=followed&study=gone'))!));
    expect(page.text('h1')).toBe('ended, followed');
    expect(page.texts('.intervals .value')).toEqual(['12.50% 1 seed', '25.00% 1 seed']);
    expect(page.text('#head .missing')).toBe('There is no study called gone.');
    expect(await compared('study=gone')).toBeNull();
  });
});
