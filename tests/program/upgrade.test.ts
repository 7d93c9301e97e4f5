import { readdir, readFile } from 'node:fs/promises';
import { askPostgres, startTestPostgres } from '@ram-sweep/testkit';
import { expect, it } from 'vitest';
import { Sandbox } from './sandbox.js';
import type { PrintedTrial } from './small-study.js';

const MIGRATIONS = new URL('../../packages/store/migrations/', import.meta.url);

/**
 * Rows as commit 2fe3fbf, of schema version 3, left them: trials 0 and 1 complete, trial 2 interrupted in its first
 * epoch. Their checkpoints are gone.
 */
const ROWS = new URL('fixtures/schema-3.json', import.meta.url);

async function makeOldDatabase(url: string): Promise<void> {
  const files = (await readdir(MIGRATIONS)).toSorted().slice(0, 3);
  await askPostgres(
    url,
    `create schema ram_sweep;
     create table ram_sweep.migrations
       (version integer primary key, name text not null, applied_at timestamptz not null default now());
     insert into ram_sweep.migrations (version, name)
       select row_number() over (), name from unnest('{${files.join(',')}}'::text[]) as name`,
  );
  for (const file of files) await askPostgres(url, await readFile(new URL(file, MIGRATIONS), 'utf8'));
  const tables = JSON.parse(await readFile(ROWS, 'utf8')) as Record<string, object[]>;
  for (const [table, rows] of Object.entries(tables)) {
    const json = JSON.stringify(rows).replaceAll("'", "''");
    await askPostgres(
      url,
      `insert into ram_sweep.${table} select * from json_populate_recordset(null::ram_sweep.${table}, '${json}')`,
    );
  }
}

it('goes on with a study of an older version: its results stay, its unfinished trial is trained', async () => {
  const postgres = await startTestPostgres();
  await using sandbox = await Sandbox.create();
  const url = await postgres.createDatabase();
  await makeOldDatabase(url);

  const early = await sandbox.run('best', 'old', '--database', url);
  expect(early.code).not.toBe(0);
  expect(early.stderr).toContain('The database has schema version 3');
  expect(early.stderr).toContain('resume');

  const resumed = await sandbox.run('resume', 'old', '--plain', '--workers', '1', '--database', url);
  expect(resumed.code, resumed.stderr).toBe(0);
  const trials = await sandbox.json<PrintedTrial[]>('trials', 'old', '--sort', 'number', '--database', url);
  expect(trials.map(({ state, attempt, epochs }) => `${state} ${attempt} ${epochs}`)).toEqual([
    'complete 1 3',
    'complete 1 3',
    'complete 2 3',
  ]);
  // As they were printed then: 58.33 and 46.50 %.
  expect(trials.slice(0, 2).map(({ bestValidationError }) => bestValidationError?.toFixed(4))).toEqual([
    '0.5833',
    '0.4650',
  ]);
  const extended = await sandbox.run('resume', 'old', '--trials', '+1', '--plain', '--database', url);
  expect(extended.stdout).toContain('study old is complete: 4 of 4 trials');
  await postgres.stop();
});
