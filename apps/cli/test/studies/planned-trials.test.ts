import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { studySpecSchema, type StudySpec } from '@ram-sweep/protocol';
import { openStore, type Store, type Study } from '@ram-sweep/store';
import { readTrials } from '@ram-sweep/store/read';
import { newTestDatabase } from '@ram-sweep/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { enqueueConfigs } from '../../src/studies/enqueue-configs.js';
import { extendStudy, findOrCreateStudy, requireRoom } from '@ram-sweep/studies/create';

const program = fileURLToPath(new URL('../../bin/ram-sweep.js', import.meta.url));
let url: string;
let store: Store;

beforeAll(async () => {
  ({ url } = await newTestDatabase());
  store = await openStore({ url });
});
afterAll(() => store?.close());

async function makeStudy(name: string, fields: Record<string, unknown>): Promise<Study> {
  const spec: StudySpec = studySpecSchema.parse({ name, dataset: { name: 'glyphs' }, ...fields });
  return (await findOrCreateStudy(store, spec)).study;
}

async function enqueue(study: Study, configs: readonly object[]) {
  const folder = await mkdtemp(join(tmpdir(), 'ideas-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'ideas.json');
  await writeFile(file, JSON.stringify(configs));
  return enqueueConfigs(store, study, file);
}

const rows = async (study: Study) =>
  (await readTrials(store, study.id, { sort: 'number' })).map(({ state, params }) => [state, params]);

async function ramSweep(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args, '--database', url]);
  return stdout;
}

test('what is planned has no params to show, nor a config, nor a cost', async () => {
  await makeStudy('planned', { trials: 2, sampler: 'tpe' });
  const listed = JSON.parse(await ramSweep('trials', 'planned', '--state', 'planned', '--json')) as object[];
  expect(listed).toMatchObject([
    { number: 0, state: 'planned', params: {}, config: null, multiplyAdds: null },
    { number: 1, state: 'planned', params: {}, config: null, multiplyAdds: null },
  ]);
  expect(await ramSweep('trials', 'planned', '--state', 'waiting,paused', '--json')).toBe('[]\n');
  const shown = await ramSweep('show', '1', 'planned');
  expect(shown).toContain('planned: its params are drawn once the results are known that they follow from');
  expect(shown).not.toContain('config:');
  // Rather than tables without a row.
  expect(shown).toContain('no epoch is complete yet\n\nno worker has taken it yet\n');
  const exported = await ramSweep('export', 'planned');
  expect(exported).toContain('planned');
  const [header = '', first = ''] = exported.split('\n');
  const fields = header.split(',');
  const drawn = first.split(',').slice(fields.indexOf('tests') + 1, fields.indexOf('curve'));
  expect(fields).toContain('config.std');
  expect(new Set(drawn)).toEqual(new Set(['']));
});

const space = { scale: { distribution: 'categorical', choices: [1, 2, 3, 4] } };

test('enqueued configs take planned places behind those of first, and go beyond the budget where none are left', async () => {
  const first = [{ scale: 4 }];
  const study = await makeStudy('next', { trials: 3, sampler: 'gp', space, first });
  expect(await enqueue(study, [{ scale: 1 }, { scale: 2 }, { scale: 3 }])).toEqual({
    numbers: [1, 2, 3],
    added: 1,
  });
  expect(await rows(study)).toEqual([
    ['planned', {}],
    ['waiting', { scale: 1 }],
    ['waiting', { scale: 2 }],
    ['waiting', { scale: 3 }],
  ]);
});

test('a grid that is extended tries what an enqueued config had the turn of as well', async () => {
  const grid = { sampler: 'grid', space };
  const whole = (await rows(await makeStudy('whole', { ...grid, trials: 4 }))).map(([, params]) => params);
  const study = await makeStudy('grid', { ...grid, trials: 2 });
  await enqueue(study, [whole[0] as object]);
  expect(await extendStudy(store, study, 5)).toBe(2);
  expect((await rows(study)).map(([, params]) => params)).toEqual([
    whole[0],
    whole[1],
    whole[0],
    whole[3],
    whole[2],
  ]);
});

test('a search has a million trials at most, and what would go beyond says how many are left', async () => {
  const study = await makeStudy('full', { trials: 3 });
  await requireRoom(store, study, 999_997);
  await expect(requireRoom(store, study, 999_998)).rejects.toMatchObject({
    message: '--trials +999998: the search of study full has 3 trials, and can have 1,000,000 at most',
    hint: 'add +999997 or less',
    kind: 'usage',
  });
});

test('another study of the same name is refused by the fields that differ, not by places within lists', async () => {
  const first = [{ scale: 4 }];
  await makeStudy('same', { space, first, require: ['scale < 5'], seed: 1 });
  await makeStudy('same', { seed: 1, require: ['scale < 5'], first, space });
  const other = {
    space,
    first: [...first, ...first],
    require: ['scale < 6'],
    seed: 1,
    config: { epochs: 3 },
  };
  await expect(makeStudy('same', other)).rejects.toThrow(
    'study same exists already, with other values of config.epochs, first, require',
  );
});
