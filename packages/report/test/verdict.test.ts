import { studySpecSchema } from '@ram-sweep/protocol';
import { describe, expect, it } from 'vitest';
import { renderReport } from '../src/index.js';
import { Page } from './page.js';
import { maker, record, repeated, searched, study } from './sample-study.js';

const pageOf = (trials: Parameters<typeof record>[0], values: Parameters<typeof record>[1] = {}) =>
  new Page(
    renderReport({
      ...record(trials, values),
      ...maker,
      pictures: { kind: 'missing', reason: 'no checkpoint' },
    }),
  );

const finalists = [0.1, 0.11, 0.12].map((error, index) => repeated(10 + index, 1, error));
const controls = [
  ...[0.3, 0.31, 0.32].map((error, index) => repeated(20 + index, 1, error, 'random')),
  ...[0.2, 0.21, 0.22].map((error, index) => repeated(30 + index, 1, error, 'frozen')),
];

describe('the verdict', () => {
  it('stands first on the page, before any number', () => {
    const page = pageOf([...finalists, searched(1, {}, 0.09), ...controls]);
    // three values 1 point apart: s = 1 %, t(2) = 4.303: 4.303 · 1 % / √3 = 2.48
    expect(page.text('header .verdict')).toBe(
      'learned 11.00% ± 2.48, frozen 21.00% ± 2.48, random 31.00% ± 2.48: attention pays.',
    );
    expect(page.text('header .verdict b.pays')).toBe('attention pays');
    const header = page.document.querySelector('header')?.innerHTML ?? '';
    expect(header.indexOf('class="verdict"')).toBeLessThan(header.indexOf('class="tiles"'));
  });

  it('tells how far learned attention and the better control differ', () => {
    const page = pageOf([...finalists, searched(1, {}, 0.09), ...controls]);
    // 10 points; Welch with equal variances has 4 degrees of freedom: t = 2.776, √(2 · 1 %² / 3) = 0.816: 2.27
    expect(page.text('#verdict p')).toContain('10.00 points more error');
    expect(page.text('#verdict p')).toContain('is 7.73 to 12.27');
  });

  it('does not claim what the intervals leave open, and says so without a stress', () => {
    const close = [0.05, 0.15, 0.2].map((error, index) => repeated(30 + index, 1, error, 'frozen'));
    const page = pageOf([...finalists, searched(1, {}, 0.09), ...close]);
    expect(page.text('header .verdict b')).toBe('attention is not shown to pay');
    expect(page.texts('header .pays')).toEqual([]);
    expect(page.text('#verdict p')).toContain('−');
  });

  it('says what it would need where there is none', () => {
    expect(pageOf([searched(1, {}, 0.09)]).text('header .verdict')).toContain(
      'finalists and controls decide',
    );
    expect(pageOf([...finalists, searched(1, {}, 0.09)]).text('header .verdict')).toContain('no controls');
  });
});

const rows = (page: Page) => page.texts('#verdict .intervals li:not(.axis)');

describe('the plot of intervals', () => {
  it('has learned, random and frozen with their numbers, each in a colour of its own', () => {
    const page = pageOf([...finalists, searched(1, {}, 0.09), ...controls], {
      study: study({ spec: studySpecSchema.parse({ name: 'glyphs', dataset: { name: 'glyphs' } }) }),
    });
    expect(rows(page)).toEqual([
      'learned validation 11.00% ± 2.48 3 seeds',
      'frozen validation 21.00% ± 2.48 3 seeds',
      'random validation 31.00% ± 2.48 3 seeds',
    ]);
    const colours = [...page.document.querySelectorAll('#verdict .intervals li:not(.axis)')].map((row) =>
      row.getAttribute('style'),
    );
    expect(colours).toEqual(['--own: var(--best)', '--own: var(--frozen)', '--own: var(--random)']);
  });

  it('draws a mean in the middle of its interval on a linear axis', () => {
    // 20 % ± 12.7 · 0.71: the axis is linear, as no end is three times another
    const pair = [0.2, 0.21].map((error, index) => repeated(10 + index, 1, error));
    const page = pageOf([...pair, searched(1, {}, 0.2)], {
      study: study({ spec: studySpecSchema.parse({ name: 'glyphs', dataset: { name: 'glyphs' } }) }),
    });
    const bar = page.document.querySelector('#verdict .intervals u')?.getAttribute('style') ?? '';
    const [left = 0, right = 0] = [...bar.matchAll(/[\d.]+/g)].map(Number);
    const dot = /[\d.]+/.exec(
      page.document.querySelector('#verdict .intervals em')?.getAttribute('style') ?? '',
    );
    expect((left + (100 - right)) / 2).toBeCloseTo(Number(dot?.[0]), 1);
  });

  it('cuts an interval that reaches to 0, which would take most of a log axis', () => {
    // 10 % ± 9.9 next to 40 %: the axis begins near a third of 10 %, not at 0.1 %
    const pair = [0.0922, 0.1078].map((error, index) => repeated(10 + index, 1, error));
    const page = pageOf([...pair, searched(1, {}, 0.2), repeated(20, 1, 0.4, 'random')], {
      study: study({ spec: studySpecSchema.parse({ name: 'glyphs', dataset: { name: 'glyphs' } }) }),
    });
    expect(rows(page)[0]).toBe('learned validation 10.00% ± 9.91 2 seeds');
    expect(page.texts('#verdict .axis i')).toEqual(['5%', '10%', '20%', '50%']);
    expect(page.document.querySelectorAll('#verdict u.cut')).toHaveLength(1);
  });

  it('sets published errors of the same images beside ours, and says how they differ', () => {
    const page = pageOf([searched(1, {}, 0.05)]);
    expect(page.text('#verdict h2')).toBe('Learned, published');
    expect(rows(page)).toContain('paper, 7 glimpses test 1.07%');
    expect(page.text('#verdict .below')).toContain('average log p');
    expect(page.text('#verdict .below')).toContain('0.5 and 1.5 pixels off centre');
  });

  it('says nothing of published errors where the images are others', () => {
    const spec = studySpecSchema.parse({ name: 'glyphs', dataset: { name: 'glyphs' } });
    const page = pageOf([searched(1, {}, 0.05)], { study: study({ spec }) });
    expect(rows(page)).toEqual(['learned validation 5.00% 1 seed']);
    expect(page.text('#verdict h2')).toBe('Learned');
    expect(page.text('#verdict .below')).not.toContain('log p');
  });
});
