import { describe, expect, it } from 'vitest';
import { renderReport, type ReportData } from '../src/index.js';
import { Page } from './page.js';
import { pictures } from './sample-path.js';
import { after, attempt, maker, record, repeated, searched, study, trial } from './sample-study.js';

const report = (trials: Parameters<typeof record>[0], values: Partial<ReportData> = {}) =>
  renderReport({ ...record(trials), ...maker, pictures, ...values });

const glimpsed = (number: number, glimpses: number, error: number) => {
  const row = searched(number, { std: 0.05 + number / 100, glimpses, scale: 1 + (number % 3) }, error);
  return { ...row, config: { ...row.config, glimpses } };
};

const twelve = Array.from({ length: 12 }, (_, number) =>
  glimpsed(number, 2 + (number % 6), 0.1 + number / 50),
);
const whole = [...twelve, repeated(12, 0, 0.1), repeated(13, 0, 0.3, 'random')];
const attempts = whole.map(({ number }) => attempt(number, number * 10, number * 10 + 9));

describe('a whole report', () => {
  const page = new Page(report(whole, { attempts }));

  it('has its sections in an order that begins with what matters most, each with an address', () => {
    const ids = [...page.document.querySelectorAll('section')].map(({ id }) => id);
    expect(ids).toEqual([
      'verdict',
      'best',
      'glimpses',
      'answers',
      'finalists',
      'search',
      'fields',
      'cost',
      'timeline',
      'trials',
      'provenance',
    ]);
    const links = [...page.document.querySelectorAll('nav a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(ids.map((id) => `#${id}`));
  });

  it('uses no id twice, and every label is of something', () => {
    const ids = [...page.document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const labels = [...page.document.querySelectorAll('[aria-labelledby]')].map(
      (element) => element.getAttribute('aria-labelledby') ?? '',
    );
    expect(labels.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('says in words what each drawing shows', () => {
    const drawings = [...page.document.querySelectorAll('svg.plot, svg[role=img]')];
    expect(drawings.length).toBeGreaterThan(8);
    expect(drawings.filter((svg) => !svg.getAttribute('aria-label'))).toEqual([]);
  });

  it('lets what is wider than a phone be scrolled to by keyboard', () => {
    const wide = [...page.document.querySelectorAll('figure.wide, table.trials, table.confusion')];
    expect(wide).toHaveLength(3);
    expect(wide.filter((element) => element.closest('.scroll[tabindex="0"][aria-label]') === null)).toEqual(
      [],
    );
  });

  it('tells finalists and both controls apart by colour', () => {
    const colours = [...page.document.querySelectorAll('#timeline .legend .swatch')].map((swatch) =>
      swatch.getAttribute('style'),
    );
    expect(new Set(colours).size).toBe(3);
    const both = new Page(report([...whole, repeated(14, 0, 0.4, 'frozen')]));
    const swatches = [...both.document.querySelectorAll('#finalists .swatch')].map((one) =>
      one.getAttribute('style'),
    );
    expect(new Set(swatches).size).toBe(3);
  });

  it('draws the two most important fields together', () => {
    expect(page.document.querySelectorAll('#fields [aria-label="contour"] path[d]').length).toBeGreaterThan(
      1,
    );
    expect(page.texts('#fields h3').some((title) => / and .* together$/.test(title))).toBe(true);
  });

  it('says what the numbers rest on', () => {
    const named = Object.fromEntries(
      page.texts('#provenance dt').map((name, index) => [name, page.texts('#provenance dd')[index]]),
    );
    expect(named).toMatchObject({ seed: '1', 'seeds of the best': '1', workers: '1 worker: box-17-abc' });
    expect(named['images']).toBe('mnist in /data; pictures computed by onnx');
    expect(page.text('#provenance pre')).toContain('"dataset"');
    const dated = new Page(report(whole, { commit: 'abc1234' }));
    expect(dated.text('#provenance dl')).toContain('ram-sweep 0.1.0, commit abc1234');
  });
});

describe('a report of a study that lacks something', () => {
  it('says why there are no pictures and no confusions, and has all else', () => {
    const page = new Page(
      report(whole, { pictures: { kind: 'missing', reason: 'the checkpoints are gone' } }),
    );
    expect(page.text('#glimpses .missing')).toBe('the checkpoints are gone');
    expect(page.document.querySelectorAll('#answers')).toHaveLength(0);
    expect(page.document.querySelectorAll('#search svg')).toHaveLength(2);
  });

  it('leaves out the front where all configs cost the same, the timeline without attempts, finalists without any', () => {
    const page = new Page(report([searched(0, {}, 0.1), searched(1, {}, 0.2)]));
    expect(page.document.querySelectorAll('#cost, #timeline, #finalists')).toHaveLength(0);
  });

  it('shows what is known before the first epoch', () => {
    const waiting = trial(0, { state: 'running', bestValidationError: null, epochs: 0 });
    const page = new Page(
      report([waiting], {
        winner: null,
        attempts: [attempt(0, 0, null)],
        study: study({ lastEventAt: after(10) }),
      }),
    );
    expect(page.texts('h2')).toEqual(['No result yet', 'Trials by config', 'Timeline', 'Provenance']);
  });
});

describe('a report of 100,000 trials', () => {
  const COUNT = 100_000;
  const many = Array.from({ length: COUNT }, (_, number) => ({
    ...glimpsed(number, 2 + (number % 7), 0.1 + number / 1e6),
    curve: [0.9, 0.5, 0.1 + number / 1e6],
    epochs: 3,
  }));
  // The second of all: an even choice of them would not have it.
  const winner = { source: 'search', trial: many[1]!, group: null, controls: [], inTraining: 0 } as const;
  const html = report(many, {
    winner,
    attempts: many.map(({ number }) =>
      attempt(number, number, number + 1, { worker: `worker-${number % 50}` }),
    ),
  });
  const page = new Page(html);

  it('is a file that a browser opens quickly', () => {
    expect(html.length).toBeLessThan(4_000_000);
    expect(page.document.querySelectorAll('svg *').length).toBeLessThan(25_000);
  });

  it('has the best in every chart, though it draws an even choice of them', () => {
    for (const id of ['search', 'fields', 'cost'])
      expect(page.document.querySelectorAll(`#${id} svg [data-trial="1"]`).length).toBeGreaterThan(0);
  });

  it('can name each trial that is drawn', () => {
    const texts = JSON.parse(page.text('#data-trials')) as Record<string, string>;
    const marked = [...page.document.querySelectorAll('svg [data-trial]')].map((mark) =>
      mark.getAttribute('data-trial'),
    );
    expect(marked.filter((number) => texts[number ?? ''] === undefined)).toEqual([]);
  });

  it('says what is left out', () => {
    expect(page.text('#search .note')).toContain('1,500 marks of a kind at most');
    expect(page.text('#trials p')).toContain('the best 300 of 100,000 configs');
    expect(page.texts('#timeline .note').join(' ')).toContain('18 workers with fewer attempts left out');
    expect(page.texts('#timeline .note').join(' ')).toContain('drawn as one bar');
  });
});
