import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { compileTrialConfig, studySpecSchema } from '@ram-sweep/protocol';
import { createStudy, openStore, setStudyState, type Store } from '@ram-sweep/store';
import { askPostgres, newTestDatabase } from '@ram-sweep/testkit';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';

const program = fileURLToPath(new URL('../../bin/ram-sweep.js', import.meta.url));
let url: string;
let store: Store;

beforeAll(async () => {
  ({ url } = await newTestDatabase());
  store = await openStore({ url });
  await fillStudy('many', MANY);
  await fillStudy('few', 3);
});
afterAll(() => store?.close());

/** Their records are 60 MB of JSON together. */
const MANY = 30_000;
/** What a command may use of memory for objects and texts, in MB; it needs some 35 for its own code. */
const HEAP_MB = 64;

/** Trials with two epochs each, that differ in their number, and in clipNorm: null, 5, or not drawn. */
async function fillStudy(name: string, trials: number): Promise<void> {
  const clipNorm = { distribution: 'categorical', choices: [null, 5], when: { optimizer: 'adam' } };
  const optimizer = { distribution: 'categorical', choices: ['adam', 'sgd'] };
  const spec = studySpecSchema.parse({ name, dataset: { name: 'glyphs' }, space: { optimizer, clipNorm } });
  const { id } = await createStudy(store, { spec, trials: [] });
  await setStudyState(store, { study: id, state: 'complete' });
  const config = JSON.stringify(compileTrialConfig({}));
  await askPostgres(
    url,
    `insert into ram_sweep.trials
      (study_id, number, search_index, params, config, epochs, epochs_total, state, best_validation_error, best_epoch)
    select '${id}', n, n, (case n % 3
        when 0 then '{"optimizer":"adam","clipNorm":null}'
        when 1 then '{"optimizer":"adam","clipNorm":5}'
        else '{"optimizer":"sgd"}' end)::json,
      '${config}', 2, 2, 'complete', (n + 1) / 100000.0::double precision, 2
    from generate_series(0, ${trials - 1}) as n`,
  );
  await askPostgres(
    url,
    `insert into ram_sweep.epochs
    select '${id}', n, epoch, 1, 18, 0.1, 1, 1, 1, 1, 0.5, (n + 1) / 100000.0, 1, 1, now()
    from generate_series(0, ${trials - 1}) as n, generate_series(1, 2) as epoch`,
  );
}

async function ramSweep(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const node = [`--max-old-space-size=${HEAP_MB}`, program, ...args, '--database', url];
  return promisify(execFile)(process.execPath, node, { maxBuffer: 2 ** 30 });
}

const lines = (text: string): string[] => text.trimEnd().split('\n');

describe(`${MANY} trials in ${HEAP_MB} MB`, () => {
  test('are listed as JSON that parses, best first', async () => {
    const { stdout } = await ramSweep('trials', 'many', '--json');
    const trials = JSON.parse(stdout) as { number: number; rank: number; curve: number[] }[];
    expect(trials.map(({ number, rank }) => rank - number)).toEqual(Array.from({ length: MANY }, () => 1));
    expect(trials.at(-1)?.curve).toEqual([MANY / 100_000, MANY / 100_000]);
  });

  test('are listed as a table, and their front is found', async () => {
    expect(lines((await ramSweep('trials', 'many')).stdout)).toHaveLength(MANY + 1);
    const front = JSON.parse((await ramSweep('trials', 'many', '--pareto', '--json')).stdout) as object[];
    // All of them cost the same.
    expect(front).toMatchObject([{ number: 0 }]);
  });

  test('are exported as CSV, and their epochs as CSV and YAML', async () => {
    expect(lines((await ramSweep('export', 'many')).stdout)).toHaveLength(MANY + 1);
    expect(lines((await ramSweep('export', 'many', '--epochs')).stdout)).toHaveLength(2 * MANY + 1);
    const { stdout } = await ramSweep('export', 'many', '--epochs', '--format', 'yaml');
    expect(stdout.match(/^- study: many$/gm)).toHaveLength(2 * MANY);
  });
});

test('trials and export have the same columns, and tell null from what was not drawn', async () => {
  const listed = await ramSweep('trials', 'few', '--sort', 'number', '--format', 'csv');
  const exported = await ramSweep('export', 'few');
  expect(exported.stdout).toBe(listed.stdout);
  const [header = '', ...rows] = lines(exported.stdout);
  const place = header.split(',').indexOf('param.clipNorm');
  expect(rows.map((row) => row.split(',')[place])).toEqual(['null', '5', '']);
  const cells = lines((await ramSweep('trials', 'few')).stdout).map((line) => line.trim().split(/ {2,}/));
  const [titles = [], ...shown] = cells;
  expect(shown.map((texts) => texts[titles.indexOf('clipNorm')])).toEqual(['null', '5', '–']);
});

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'ram-sweep-export-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

describe('export --output', () => {
  test.each([
    ['study.json', [], (text: string) => (JSON.parse(text) as { trials: object[] }).trials.length],
    ['study.yml', [], (text: string) => (parse(text) as { trials: object[] }).trials.length],
    ['study', [], (text: string) => lines(text).length - 1],
    ['study.txt', ['--format', 'csv'], (text: string) => lines(text).length - 1],
    ['study.json', ['--format', 'csv'], (text: string) => lines(text).length - 1],
  ])('writes %s as its name or --format says %j', async (name, flags, count) => {
    const file = join(await folder(), name);
    const { stdout, stderr } = await ramSweep('export', 'few', '-o', file, ...flags);
    expect([stdout, stderr]).toEqual(['', `wrote ${file}\n`]);
    expect(count(await readFile(file, 'utf8'))).toBe(3);
  });

  test('refuses a name that says something else, and writes nothing', async () => {
    const file = join(await folder(), 'study.xlsx');
    await expect(ramSweep('export', 'few', '-o', file)).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /nothing is written as \.xlsx\n.*\.csv, \.json, \.yaml or \.yml, or .*--format/,
      ),
    });
    expect(await readdir(join(file, '..'))).toEqual([]);
  });

  test('says which folder it made, and that it replaced a file; a link stays one', async () => {
    const inside = await folder();
    const file = join(inside, 'new', 'deep', 'a.csv');
    expect((await ramSweep('export', 'few', '-o', file)).stderr).toBe(
      `made the folder ${join(inside, 'new')}\nwrote ${file}\n`,
    );
    const again = await ramSweep('export', 'few', '-o', file);
    expect(again.stderr).toBe(`wrote ${file}, in place of the earlier file\n`);
    await symlink(file, join(inside, 'link.csv'));
    await writeFile(file, '');
    await ramSweep('export', 'few', '-o', join(inside, 'link.csv'));
    expect(lines(await readFile(file, 'utf8'))).toHaveLength(4);
    expect((await readdir(inside)).toSorted()).toEqual(['link.csv', 'new']);
  });

  test('leaves the earlier file whole where it fails', async () => {
    const inside = await folder();
    const file = join(inside, 'a.csv');
    await writeFile(file, 'earlier');
    await expect(ramSweep('export', 'nothing', '-o', file)).rejects.toMatchObject({ code: 3 });
    await expect(ramSweep('export', 'few', '-o', inside)).rejects.toMatchObject({ code: 1 });
    expect(await readFile(file, 'utf8')).toBe('earlier');
    expect(await readdir(inside)).toEqual(['a.csv']);
  });

  test('writes to standard output for -', async () => {
    expect((await ramSweep('export', 'few', '-o', '-')).stdout).toBe(
      (await ramSweep('export', 'few')).stdout,
    );
  });
});
