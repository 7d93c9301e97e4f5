import { studySpecSchema } from '@ram-sweep/protocol';
import { describe, expect, it } from 'vitest';
import { renderReport } from '../src/index.js';
import { Page } from './page.js';
import { maker, record, repeated, searched, study, trial } from './sample-study.js';

const page = (trials = sample) =>
  new Page(
    renderReport({ ...record(trials), ...maker, pictures: { kind: 'missing', reason: 'no checkpoint' } }),
  );

const withRate = (number: number, learningRate: number, error: number) => {
  const row = searched(number, { std: 0.1 * number, glimpses: number, scale: 1 }, error);
  return { ...row, config: { ...row.config, learningRate, glimpses: number } };
};

const sample = [
  repeated(10, 2, 0.12),
  repeated(11, 2, 0.14),
  withRate(1, 0.001, 0.1),
  withRate(2, 0.002, 0.11),
  trial(4, {
    bestValidationError: null,
    state: 'failed',
    failure: { class: 'diverged', epoch: 1, message: 'NaN loss', retryable: false },
  }),
  repeated(12, 2, 0.3, 'random'),
];

const column = (shown: Page, title: string) => {
  const titles = shown.texts('#trials th');
  return shown.texts(`#trials tr[data-trial] > td:nth-child(${titles.indexOf(title) + 1})`);
};

const press = (shown: Page, title: string) =>
  shown.click(`#trials th:nth-child(${shown.texts('#trials th').indexOf(title) + 1}) button`);

describe('the table of trials', () => {
  it('has a row a config, its fresh seeds together', () => {
    const shown = page();
    expect(column(shown, 'config')).toEqual([
      '2 finalist',
      '1 search',
      '4 search, failed',
      '2 random control',
    ]);
    expect(column(shown, 'in the search')).toEqual(['11.00%', '10.00%', '–', '–']);
    // 12 % and 14 %: ± 12.706 · 1.414 / √2
    expect(column(shown, 'fresh seeds')).toEqual(['13.00% ± 12.71', '–', '–', '30.00%']);
  });

  it('is sorted by a click on a title, the other way round by a second one, with gaps last either way', () => {
    const shown = page();
    press(shown, 'in the search');
    expect(column(shown, 'in the search')).toEqual(['10.00%', '11.00%', '–', '–']);
    press(shown, 'in the search');
    expect(column(shown, 'in the search')).toEqual(['11.00%', '10.00%', '–', '–']);
    expect(shown.document.querySelector('#trials th[aria-sort=descending]')?.textContent?.trim()).toBe(
      'in the search',
    );
    press(shown, 'config');
    expect(shown.document.querySelectorAll('#trials th[aria-sort=none]')).toHaveLength(
      shown.texts('#trials th').length - 1,
    );
  });

  it('sorts numbers as numbers, and keeps what a row opens beside it', () => {
    const rows = [2, 10, 1].map((number, index) => withRate(number, 0.001, 0.1 + index / 100));
    const shown = page(rows);
    press(shown, 'glimpses');
    expect(column(shown, 'glimpses')).toEqual(['1', '2', '10']);
    const configs = [...shown.document.querySelectorAll('#trials tbody')].map((group) => [
      group.getAttribute('data-config'),
      group.querySelectorAll('tr.full').length,
    ]);
    expect(configs).toEqual([
      ['1', 1],
      ['2', 1],
      ['10', 1],
    ]);
  });

  it('opens a config with its seeds and every field, marks what differs from the best, and closes it again', () => {
    const shown = page();
    const isOpen = () =>
      !shown.document.querySelector('tbody[data-config="1"] tr.full')?.hasAttribute('hidden');
    expect(isOpen()).toBe(false);
    shown.click('tbody[data-config="1"] button');
    expect(isOpen()).toBe(true);
    const pairs = shown.texts('tbody[data-config="1"] dl > div');
    expect(pairs).toContain('learningRate0.001');
    expect(pairs).toHaveLength(Object.keys(sample[0]!.config).length);
    expect(shown.texts('tbody[data-config="1"] dd.differs')).toEqual(['1', '0.001']);
    shown.click('tbody[data-config="1"] button');
    expect(isOpen()).toBe(false);
  });

  it('lists the trials of a config with what became of each', () => {
    const shown = page();
    const [first, second] = shown.texts('tbody[data-config="2"] .seeds li');
    expect(first).toContain('trial 2, search, seed 1: complete, 11.00% at epoch 1 of 1');
    expect(second).toContain('trial 10, finalist');
    expect(shown.text('tbody[data-config="4"] .seeds li')).toContain('failed, –; NaN loss');
  });

  it('is a list of cards where it has more columns than a page is wide, with every title and every value', () => {
    const fields = ['momentum', 'decay', 'batchSize', 'hidden', 'patchHidden', 'rollouts'];
    const uniform = { distribution: 'uniform', low: 0, high: 1 };
    const space = Object.fromEntries(fields.map((field) => [field, uniform]));
    const spec = studySpecSchema.parse({ name: 'many', dataset: { name: 'glyphs' }, space });
    const params = Object.fromEntries(fields.map((field, index) => [field, index / 10]));
    const shown = new Page(
      renderReport({
        ...record([searched(0, params, 0.1)], { study: study({ spec }) }),
        ...maker,
        pictures: { kind: 'missing', reason: 'none' },
      }),
    );
    expect(shown.document.querySelectorAll('table.trials.many')).toHaveLength(1);
    const cells = [...shown.document.querySelectorAll('tr[data-trial="0"] td[data-title]')];
    const values = Object.fromEntries(
      cells.map((cell) => [cell.getAttribute('data-title'), cell.textContent?.trim()]),
    );
    expect(values).toMatchObject({ momentum: '0', rollouts: '0.5', 'in the search': '10.00%' });
    expect(page().document.querySelectorAll('table.trials.many')).toHaveLength(0);
  });

  it('names a trial that is pointed at', () => {
    const shown = page();
    shown.pointAt('circle[data-trial="1"]');
    expect(shown.text('#pointed')).toBe('trial 1: 10.00% at epoch 1 · std 0.1, glimpses 1, scale 1');
    expect(shown.document.querySelectorAll('#search circle.on')).toHaveLength(1);
  });

  it('escapes what a failure says', () => {
    const evil = trial(1, {
      state: 'failed',
      bestValidationError: null,
      failure: { class: 'error', epoch: 0, retryable: true, message: '<img src=x onerror=alert(1)>' },
    });
    const html = renderReport({
      ...record([searched(0, {}, 0.1), evil]),
      ...maker,
      pictures: { kind: 'missing', reason: 'none' },
    });
    expect(html).not.toContain('<img');
  });
});
