import { compileTrialConfig, studySpecSchema, type Params, type StudySpec } from '@ram-sweep/protocol';
import { suggest } from '@ram-sweep/search/samplers';
import { createStudy, enqueueTrials, searchSize, type PinnedPrior, type Study } from '@ram-sweep/store';
import { openReader, readTrials } from '@ram-sweep/store/read';
import { expect, it } from 'vitest';
import { Drawing } from '../src/search/drawing.js';
import { useServers } from './servers.js';

const servers = useServers();

const specOf = (name: string, lag: number): StudySpec =>
  studySpecSchema.parse({ name, dataset: { name: 'glyphs' }, sampler: { name: 'gp', lag }, trials: 4 });

const planned = [0, 1, 2, 3].map((index) => ({
  number: index,
  searchIndex: index,
  isPlanned: true,
  params: {},
  config: compileTrialConfig({}),
}));

/** Ten trials of another study, the better the larger std. */
const prior: PinnedPrior = {
  study: 'earlier',
  digest: 'ab'.repeat(32),
  trials: Array.from({ length: 10 }, (_, index) => ({
    index,
    params: { std: 0.03 + 0.02 * index, glimpses: 4, scale: 1 },
    outcome: index === 0 ? Infinity : 0.5 / index,
  })),
};

async function draw(study: Study): Promise<void> {
  const drawing = new Drawing(servers.store, study);
  const size = await searchSize(servers.store, study.id);
  await drawing.draw({ ...size, most: size.trials, before: Infinity });
  await drawing.close();
}

async function drawn(study: Study): Promise<(Params | null)[]> {
  await using reader = await openReader({ url: servers.databaseUrl });
  const rows = await readTrials(reader, study.id, { sort: 'number' });
  return rows.map(({ state, params }) => (state === 'planned' ? null : params));
}

it('trials of earlier studies come before those of the study itself, the oldest first', async () => {
  const spec = specOf('learning', 0);
  const study = await createStudy(servers.store, { spec, trials: planned, priors: [prior] });
  await draw(study);
  const history = prior.trials.map((trial, place) => ({ ...trial, index: place - 10 }));
  const first = suggest(spec, 0, history);
  expect(first).not.toEqual(suggest(spec, 0, []));
  expect(await drawn(study)).toEqual([first, null, null, null]);
});

it('an enqueued config is not drawn again if no config comes twice, with or without learning', async () => {
  const spec = studySpecSchema.parse({
    name: 'distinct',
    dataset: { name: 'glyphs' },
    sampler: { name: 'random', distinct: true },
    space: { glimpses: { distribution: 'integer', low: 1, high: 4 } },
    budget: { patience: 100 },
    trials: null,
  });
  const study = await createStudy(servers.store, { spec, trials: [] });
  const params = suggest(spec, 2, [])!;
  const config = compileTrialConfig(params);
  const added = { number: 0, searchIndex: 0, params, config, grantedEpochs: null };
  await enqueueTrials(servers.store, study.id, { planned: [], added: [added] });
  const drawing = new Drawing(servers.store, study);
  await drawing.draw({ trials: 1, firstPlanned: null, most: Infinity, before: 64 });
  await drawing.close();
  const glimpses = (await drawn(study)).map((each) => each?.['glimpses']);
  expect(glimpses.toSorted((a, b) => Number(a) - Number(b))).toEqual([1, 2, 3, 4]);
});

it('an enqueued config stays unchanged, and the places around it are drawn', async () => {
  const spec = specOf('around', 2);
  const study = await createStudy(servers.store, { spec, trials: planned });
  const params = { std: 0.1, glimpses: 4, scale: 1 };
  const enqueued = { index: 1, params, config: compileTrialConfig(params), grantedEpochs: null };
  await enqueueTrials(servers.store, study.id, { planned: [enqueued], added: [] });
  await draw(study);
  const first = suggest(spec, 0, [])!;
  const pending = [first, params].map((each, index) => ({
    index,
    params: each,
    outcome: 'pending' as const,
  }));
  expect(await drawn(study)).toEqual([first, params, suggest(spec, 2, pending), null]);
});
