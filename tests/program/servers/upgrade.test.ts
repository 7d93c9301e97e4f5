import { readFile } from 'node:fs/promises';
import { askPostgres, startTestPostgres, type TestPostgres } from '@ram-sweep/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Sandbox } from '../sandbox.js';
import type { PrintedTrial } from '../small-study.js';

/** What 0.1.0 leaves: a complete study of 6 trials, 4 finalists and 2 controls. See packages/store/test/make-dump. */
const DUMP = new URL('../../../packages/store/test/dumps/0004.sql', import.meta.url);

/** All that the refusal of a database from before it depends on. */
const BEFORE = `
  create schema ram_sweep;
  create table ram_sweep.migrations
    (version integer primary key, name text not null, applied_at timestamptz not null default now());
  insert into ram_sweep.migrations (version, name) values (3, '0003-interrupted-trials-first.sql')`;

describe('a database that was left by', () => {
  let postgres: TestPostgres;
  let sandbox: Sandbox;

  beforeAll(async () => {
    [postgres, sandbox] = await Promise.all([startTestPostgres(), Sandbox.create()]);
  });

  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]();
    await postgres.stop();
  });

  async function databaseFrom(sql: string): Promise<Sandbox> {
    const url = await postgres.createDatabase();
    await askPostgres(url, sql);
    return sandbox.with({ RAM_SWEEP_DATABASE: url });
  }

  it('the first release: its results stay, and its study is extended although its checkpoints are gone', async () => {
    const restored = await databaseFrom(await readFile(DUMP, 'utf8'));
    // A query changes no database; what may write brings it up to date.
    const early = await restored.run('best', 'digits');
    expect(early.stderr).toMatch(/schema version 4, .* needs version 6/);
    expect(early.code).toBe(4);
    expect((await restored.run('resume', 'digits')).stdout).toContain('no unfinished trials');
    // The mean of trials 6 and 7, which were 0.76 and 0.67.
    const best = await restored.json<{ trial: number; validationError: number }>('best', 'digits');
    expect(best).toMatchObject({ trial: 7, validationError: expect.closeTo(0.715, 12) });
    const extended = await restored.run('resume', 'digits', '--trials', '+1', '--plain', '--workers', '1');
    expect(extended.code, extended.stderr).toBe(0);
    expect(extended.stdout).toMatch(/study digits is complete/);

    const trials = await restored.json<PrintedTrial[]>('trials', 'digits', '--sort', 'number');
    // It comes to as many rungs as it is good enough for, each an attempt.
    expect(trials[12]).toMatchObject({ number: 12, phase: 'search' });
    expect(['complete', 'pruned']).toContain(trials[12]!.state);
    // Of the finalists, as it was printed then.
    const errors = trials.slice(6, 10).map(({ bestValidationError: error }) => error);
    expect(errors).toEqual([0.76, 0.67, 0.75, 0.82]);
  });

  it.each([
    ['best', 'digits'],
    ['resume', 'digits', '--plain'],
  ])('a build before the first release: %s refuses, and says what to do', async (...command) => {
    const { code, stderr } = await (await databaseFrom(BEFORE)).run(...command);
    expect(stderr).toMatch(
      /schema version 3, .* needs version 6 and cannot upgrade .*--database.*--home.*export/,
    );
    expect(code).toBe(4);
  });
});
