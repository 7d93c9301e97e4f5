import { studySpecSchema } from '@ram-sweep/protocol';
import { describe, expect, it } from 'vitest';
import { renderComparison } from '../src/index.js';
import { Page } from './page.js';
import { maker, record, repeated, searched, study } from './sample-study.js';

const glyphs = (name: string, dataset: object = {}) =>
  study({
    name,
    spec: studySpecSchema.parse({ name, dataset: { name: 'glyphs', ...dataset }, space: { std: uniform } }),
  });
const uniform = { distribution: 'uniform', low: 0, high: 1 };

const searchedWith = (number: number, std: number, error: number, learningRate = 0.001) => {
  const row = searched(number, { std }, error);
  return { ...row, config: { ...row.config, std, learningRate } };
};

const wide = record(
  [
    repeated(10, 0, 0.1),
    repeated(11, 0, 0.12),
    searchedWith(0, 0.3, 0.1),
    searchedWith(1, 0.2, 0.2),
    repeated(12, 0, 0.3, 'random'),
    repeated(13, 0, 0.32, 'random'),
  ],
  { study: glyphs('wide') },
);
const narrow = record([searchedWith(0, 0.05, 0.15, 0.002)], { study: glyphs('narrow') });

/** A study whose winner has these fields besides. */
const withConfig = (name: string, config: object) => {
  const row = searchedWith(0, 0.3, 0.1);
  return record([{ ...row, config: { ...row.config, ...config } }], { study: glyphs(name) });
};

const compare = (...studies: (typeof wide)[]) => new Page(renderComparison({ ...maker, studies }));

const stateOf = (driven: boolean) =>
  compare({ ...wide, study: { ...wide.study, state: 'active', driven } }).text('.verdicts .note');

describe('a comparison of studies', () => {
  it('has the verdict of each, in the order in which they were asked for', () => {
    const page = compare(wide, narrow);
    expect(page.text('h1')).toBe('wide, narrow');
    expect(page.texts('.verdicts li > span:nth-child(2)')).toEqual([
      // 10 and 12 %: ± 12.706 · 1.414 / √2
      'learned 11.00% ± 12.71, random 31.00% ± 12.71: attention pays.',
      'No verdict on attention.',
    ]);
  });

  it('says of a study that no sweep runs any more that it is interrupted', () => {
    expect(stateOf(true)).toContain('active');
    expect(stateOf(false)).toContain('interrupted');
  });

  it('has the errors of the winners on one axis', () => {
    expect(compare(wide, narrow).texts('.intervals li:not(.axis)')).toEqual([
      'wide validation 11.00% ± 12.71 2 seeds',
      'narrow validation 15.00% 1 seed',
    ]);
  });

  it('has the winners side by side: results, then the fields in which they differ', () => {
    const page = compare(wide, narrow);
    const rows = [...page.document.querySelectorAll('.sides tbody tr')].map((row) =>
      [...row.children].map(({ textContent }) => textContent?.trim()),
    );
    expect(rows).toContainEqual(['validation error', '11.00% ± 12.71', '15.00%']);
    expect(rows).toContainEqual(['rests on', '2 fresh seeds', 'one trial of the search']);
    expect(rows.at(-1)).toEqual(['learningRate', '0.001', '0.002']);
    // What both have alike is not in the way.
    expect(rows.map(([title]) => title)).not.toContain('batchSize');
    expect(page.texts('#winners dt')).toContain('batchSize');
  });

  it('leaves out fields that have no effect, and has a dash where one has none under that config', () => {
    // Without a first restart there is no second; momentum is SGD's alone.
    const page = compare(
      withConfig('adam', { restartFactor: 2 }),
      withConfig('sgd', { restartFactor: 3, optimizer: 'sgd', momentum: 0.5 }),
    );
    const rows = [...page.document.querySelectorAll('.sides tbody tr')].map((row) =>
      [...row.children].map(({ textContent }) => textContent?.trim()),
    );
    expect(rows).toContainEqual(['momentum', '–', '0.5']);
    const titles = [...rows.map(([title]) => title), ...page.texts('#winners dt')];
    expect(titles).not.toContain('restartFactor');
  });

  it('has a line for each search in its own colour', () => {
    const page = compare(wide, narrow);
    const lines = [...page.document.querySelectorAll('#searches path[stroke], #searches g[stroke]')].map(
      (line) => line.getAttribute('stroke'),
    );
    expect(lines.filter((colour) => colour?.startsWith('var(')).length).toBeGreaterThanOrEqual(2);
    expect(page.texts('#searches .legend > span')).toEqual(['wide', 'narrow']);
  });

  it('warns where errors do not compare, as the data differ', () => {
    const translated = record([searchedWith(0, 0.05, 0.4)], {
      study: glyphs('moved', { canvas: 'translated' }),
    });
    expect(compare(wide, translated).text('.missing')).toContain('different data');
    expect(compare(wide, narrow).texts('.missing')).toEqual([]);
  });

  it('is a page also where a study has no epoch yet', () => {
    const empty = record([], { study: glyphs('empty') });
    const page = compare(wide, empty);
    expect(page.texts('.intervals li:not(.axis)')).toHaveLength(1);
    expect(compare(empty, empty).texts('h2')).toEqual(['Verdicts']);
  });

  it('escapes names', () => {
    const evil = record([searchedWith(0, 0.05, 0.15)], { study: { ...glyphs('x'), name: '<b>x</b>' } });
    expect(renderComparison({ ...maker, studies: [evil, wide] })).not.toContain('<b>x');
  });
});
