import { describe, expect, it } from 'vitest';
import { renderStudy } from '../src/study/render-study.js';
import { Page } from './page.js';
import { finalists, lineOf, study, studyData, trial } from './sample-data.js';

const page = (...args: Parameters<typeof studyData>): Page => new Page(renderStudy(studyData(...args)));
/** What stands above the rows. */
const said = (...args: Parameters<typeof studyData>): string => page(...args).text('#rows > .note');

describe('the leaderboard', () => {
  it('shows finalists by config, with their mean and the seeds beneath', () => {
    const { row, seeds } = finalists();
    // By rank it comes behind the seeds; in the search it is the second.
    const rows = [row, ...seeds.map((seed) => lineOf(seed, true)), lineOf(trial(1, { rank: 5 }), false, 2)];
    const shown = page({
      leaderboard: { rows, offset: 0, position: 0, total: 14, seeds: { total: 3, above: 0 } },
    });
    expect(shown.count('#rows tbody')).toBe(2);
    // mean 5%, s = 1%, t = 4.303 with two degrees of freedom: 4.303 / √3 = 2.48
    expect(shown.texts('#rows tr.group td').slice(0, 3)).toEqual([
      '1 0 finalist',
      '✓ 3/3 seeds',
      '5.00% ± 2.48',
    ]);
    expect(shown.texts('#rows tr.seed td:first-child')).toEqual(['└ 20', '└ 21', '└ 22']);
    expect(shown.text('#rows tr:not(.group):not(.seed) td')).toBe('2 1');
    expect(shown.document.querySelector('#rows tr.group input')?.getAttribute('aria-label')).toBe(
      'seeds of the finalist of trial 0',
    );
  });

  it('marks the row of the best config, whichever it is', () => {
    expect(page().text('#rows tr.best td')).toBe('1 0');
    const { row, seeds } = finalists();
    const best = {
      source: 'finalist' as const,
      trial: 20,
      searchTrial: 0,
      params: {},
      validation: row.group.validation!,
      inTraining: 0,
    };
    const shown = page({
      study: study({ best }),
      leaderboard: {
        rows: [row, ...seeds.map((seed) => lineOf(seed, true))],
        offset: 0,
        position: 0,
        total: 4,
        seeds: { total: 0, above: 0 },
      },
    });
    expect(shown.count('#rows tr.best')).toBe(1);
    expect(shown.count('#rows tr.best.group')).toBe(1);
  });

  it('leads to its other pages with what else was asked for', () => {
    const rows = [lineOf(trial(100))];
    const shown = page(
      { leaderboard: { rows, offset: 100, position: 100, total: 1_234, seeds: { total: 0, above: 0 } } },
      'page=2&q=state%3Dcomplete&sort=error',
    );
    expect(shown.text('#rows > .note')).toBe('Rows 101 to 101 of 1,234, by val error.');
    const links = [...shown.document.querySelectorAll('.pager a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual([
      '?q=state%3Dcomplete&sort=error#trials',
      '?q=state%3Dcomplete&sort=error#trials',
      '?q=state%3Dcomplete&sort=error&page=3#trials',
      '?q=state%3Dcomplete&sort=error&page=13#trials',
    ]);
    expect(shown.document.querySelector('th[aria-sort=ascending] a')?.getAttribute('href')).toBe(
      '?q=state%3Dcomplete&sort=error&down=1#trials',
    );
  });

  it('says how many trials there are, however many rows are folded or stand for several', () => {
    const { row, seeds } = finalists();
    const rows = [row, ...seeds.map((seed) => lineOf(seed, true)), lineOf(trial(1, { rank: 5 }), false, 2)];
    const groups = [row.group];
    const leaderboard = { rows, offset: 0, position: 0, total: 5, seeds: { total: 3, above: 0 } };
    expect(said({ leaderboard, groups })).toBe('4 trials, best first; the seeds of finalists are folded.');
    // A config, and 96 trials of the search: its three seeds are folded.
    const first = { ...leaderboard, rows: [...rows, ...Array.from({ length: 95 }, () => lineOf(trial(2)))] };
    const many = { ...first, total: 1_234 };
    expect(said({ leaderboard: many, groups })).toBe(
      'Rows 1 to 97 of 1,231, best first; the seeds of finalists are folded.',
    );
    const next = { ...many, rows: [lineOf(trial(3))], offset: 100, seeds: { total: 3, above: 3 } };
    expect(said({ leaderboard: next, groups })).toContain('Rows 98 to 98 of 1,231, best first;');
    const found = {
      rows: [lineOf(trial(3))],
      offset: 0,
      position: 0,
      total: 1,
      seeds: { total: 0, above: 0 },
    };
    expect(said({ leaderboard: found, groups }, 'q=std%3C1&sort=error')).toBe('1 trial found, by val error.');
  });

  it('says what is wrong with a filter, and that no trial matches one', () => {
    const shown = page(
      {
        filterError: '"fish" is no field',
        leaderboard: { rows: [], offset: 0, position: 0, total: 0, seeds: { total: 0, above: 0 } },
      },
      'q=fish%3D3',
    );
    expect(shown.text('#trials [role=alert]')).toBe('"fish" is no field');
    expect(shown.document.querySelector('#q')?.getAttribute('value')).toBe('fish=3');
    expect(shown.text('#rows .missing')).toBe('No trial matches.');
  });
});
