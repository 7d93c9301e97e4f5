import { createStudy } from '@ram-sweep/store';
import { epochPages, readFailures, readTrials, trialPages, type TrialChoice } from '@ram-sweep/store/read';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { studySpec, useStore } from '../fixture.js';

const fixture = useStore();

const execute = (statement: ReturnType<typeof sql>) => fixture.store.query((db) => db.execute(statement));

/**
 * Trials whose results follow from their numbers: every seventh has none, every eleventh is surplus, every fifth that
 * has failed diverged, and errors come back, so that ranks have to go by epoch and number too.
 */
async function studyOf(trials: number): Promise<string> {
  const { id } = await createStudy(fixture.store, { spec: studySpec(), trials: [] });
  await execute(sql`insert into ram_sweep.trials
    (study_id, number, search_index, params, config, epochs_total, phase, state, best_validation_error, best_epoch, failure)
    select ${id}, n, n, '{}', '{}', 9,
      (case when n % 11 = 0 then 'surplus' when n % 13 = 0 then 'finalist' else 'search' end)::ram_sweep.trial_phase,
      (case when n % 3 = 0 then 'failed' else 'complete' end)::ram_sweep.trial_state,
      case when n % 7 > 0 then n % 97 / 100.0::double precision end,
      case when n % 7 > 0 then n % 5 end,
      case when n % 3 = 0 then json_build_object(
        'class', case when n % 5 = 0 then 'diverged' else 'hung' end, 'message', 'of ' || n) end
    from generate_series(0, ${trials}::integer - 1) as n`);
  return id;
}

async function collect<Row>(pages: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

describe('trials in pages', () => {
  const filters: TrialChoice[] = [{}, { states: ['failed'] }, { phases: ['search'], ranked: true }];
  test.each(filters)('are those of one reading, with the same ranks: %o', async (filter) => {
    const id = await studyOf(1_700);
    for (const sort of ['rank', 'number', 'state'] as const) {
      const pages = await collect(trialPages(fixture.reader, id, { ...filter, sort }));
      const [one, other] = [pages, await readTrials(fixture.reader, id, { ...filter, sort })];
      expect(one.length).toBeGreaterThan(500);
      expect(one).toEqual(other);
      const first = await collect(trialPages(fixture.reader, id, { ...filter, sort, limit: 510 }));
      expect(first).toEqual(other.slice(0, 510));
    }
  });

  test('have each trial once, though it comes to be the best meanwhile', async () => {
    const id = await studyOf(1_700);
    const pages = trialPages(fixture.reader, id);
    const first = (await pages.next()).value as { number: number }[];
    await execute(
      sql`update ram_sweep.trials set best_validation_error = 0, best_epoch = 1 where study_id = ${id}`,
    );
    const rest = await collect(pages);
    const numbers = [...first, ...rest].map(({ number }) => number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1_700 }, (_, number) => number));
  });

  test('leave out a trial that was deleted meanwhile', async () => {
    const id = await studyOf(1_000);
    const pages = trialPages(fixture.reader, id, { sort: 'number' });
    await pages.next();
    await execute(sql`delete from ram_sweep.trials where study_id = ${id} and number = 999`);
    expect((await collect(pages)).at(-1)?.number).toBe(998);
  });

  test('keep the order of an empty study', async () => {
    expect(await collect(trialPages(fixture.reader, await studyOf(0)))).toEqual([]);
  });
});

test('a surplus trial counts for nothing, and has no rank', async () => {
  const rows = await readTrials(fixture.reader, await studyOf(100));
  const ranked = rows.filter(({ rank }) => rank !== null);
  expect(ranked.map(({ rank }) => rank)).toEqual(ranked.map((_, place) => place + 1));
  expect(ranked.some(({ phase }) => phase === 'surplus')).toBe(false);
  expect(rows.filter(({ phase, bestEpoch }) => phase === 'surplus' && bestEpoch !== null)).not.toEqual([]);
});

test('epochs come in pages by trial and epoch, those of long trials over several', async () => {
  const id = await studyOf(3);
  await execute(sql`insert into ram_sweep.epochs
    select ${id}, trial, epoch, 1, 18, 0.1, 1, 1, 1, 1, 0.5, 0.5, 1, 1, now()
    from generate_series(0, 2) as trial, generate_series(1, 4000) as epoch`);
  const all = await collect(epochPages(fixture.reader, id));
  expect(all).toHaveLength(12_000);
  expect(all.map(({ trial, epoch }) => trial * 4_000 + epoch)).toEqual(all.map((_, place) => place + 1));
  expect(Object.keys(all[0]!)).toContain('validationError');
});

test('failures are grouped by what they have in common, without surplus ones', async () => {
  // Failed: 0 3 6 … 48, of which 0 and 33 are surplus; 15 30 45 diverged, the other 12 hung.
  expect(await readFailures(fixture.reader, await studyOf(50))).toEqual([
    { class: 'hung', trials: 12, first: 3, message: 'of 3' },
    { class: 'diverged', trials: 3, first: 15, message: 'of 15' },
  ]);
});
