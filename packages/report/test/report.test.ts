import { createHash } from 'node:crypto';
import { studySpecSchema } from '@ram-sweep/protocol';
import { winnerOf, type RepeatResult } from '@ram-sweep/results';
import { rankFinalists } from '@ram-sweep/search/finalists';
import type { TrialRow } from '@ram-sweep/store/read';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { html, jsonScript } from '../src/html.js';
import { renderReport, type ReportData } from '../src/index.js';
import { pictures, samplePath } from './sample-path.js';
import { maker, ofSearch, record, searched, study, trial } from './sample-study.js';

const trials = [
  searched(1, { std: 0.1, glimpses: 4, scale: 1 }, 0.05),
  searched(0, { std: 0.2, glimpses: 6, scale: 2 }, 0.2),
];

interface Values extends Partial<Omit<ReportData, 'trials' | 'listed'>> {
  readonly trials?: readonly TrialRow[];
}

const report = ({ trials: all = trials, ...values }: Values = {}): string =>
  renderReport({
    ...record(trials),
    ...maker,
    pictures: { kind: 'missing', reason: 'no checkpoint' },
    trials: all,
    listed: all.filter(({ phase }) => phase === 'search'),
    ...values,
  });

const documentOf = (page: string) => parseHTML(page).document;

describe('html', () => {
  it('escapes what stands in it, as text and in attributes', () => {
    const name = `<b title='x'>&"`;
    expect(html`<p title="${name}">${name}</p>`.text).toBe(
      '<p title="&lt;b title=&#39;x&#39;&gt;&amp;&quot;">&lt;b title=&#39;x&#39;&gt;&amp;&quot;</p>',
    );
  });

  it('leaves html as it is, joins lists, and shows nothing for null', () => {
    expect(html`<p>${[html`<i>1</i>`, '<', 2]}${null}</p>`.text).toBe('<p><i>1</i>&lt;2</p>');
  });

  it('lets no text end a script', () => {
    const text = '</script><script>alert(1)</script>';
    expect(jsonScript({ text }).text).not.toContain('<');
    expect(JSON.parse(jsonScript({ text }).text)).toEqual({ text });
  });
});

describe('a report', () => {
  it('says what it rests on besides its file', () => {
    const provenance = {
      priors: [],
      interventions: [
        { at: new Date(0), kind: 'cancelled' as const, fromIndex: 8, message: 'trial 7 cancelled' },
      ],
      environments: [
        { environment: 'onnx 1', trials: 1 },
        { environment: 'onnx 2', trials: 1 },
      ],
    };
    const notes = [...documentOf(report({ provenance })).querySelectorAll('header p.note')];
    expect(notes.slice(0, 2).map((note) => note.textContent)).toEqual([
      '1 intervention: trial 7 cancelled (counts from search trial 8).',
      'Trained in 2 environments, so it may not repeat bit for bit: onnx 1 (1 trial); onnx 2 (1 trial).',
    ]);
    expect(documentOf(report()).querySelectorAll('header p.note')).toHaveLength(1);
  });

  it('says what was studied, and what came of it', () => {
    const header = documentOf(report()).querySelector('header')?.textContent.replaceAll(/\s+/g, ' ');
    expect(header).toContain(
      'MNIST, plain, 28×28 pixels; 2 trials by random search over std, glimpses, scale.',
    );
    expect(header).toContain('best validation error 5.00% trial 1, epoch 1 of 1');
    // two trials of a minute
    expect(header).toContain('training time 2m00s');
  });

  it('escapes names and messages, in the page and in its script', () => {
    const evil = '<img src=x onerror=alert(1)></script>';
    const named = { ...trials[0]!, params: { std: evil, glimpses: 4, scale: 1 } };
    const page = report({
      study: study({ name: evil }),
      trials: [named],
      winner: ofSearch(named),
      pictures: { kind: 'missing', reason: evil },
    });
    expect(page).not.toContain('<img');
    expect(documentOf(page).querySelector('h1')?.textContent).toBe(evil);
    expect(documentOf(page).querySelector('.missing')?.textContent).toBe(evil);
  });

  it('takes nothing from elsewhere, and runs its own script only', () => {
    const document = documentOf(report());
    const policy = document.querySelector('meta[http-equiv]')?.getAttribute('content');
    const script = [...document.querySelectorAll('script')].at(-1)?.textContent ?? '';
    const digest = createHash('sha256').update(script).digest('base64');
    expect(policy).toBe(
      `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${digest}'`,
    );
    expect(document.querySelectorAll('link, script[src], iframe')).toHaveLength(0);
    const sources = [...document.querySelectorAll('[src], image')].map(
      (element) => element.getAttribute('src') ?? element.getAttribute('href'),
    );
    expect(sources.filter((source) => !source?.startsWith('data:'))).toEqual([]);
  });

  it('draws each trial with an epoch in every chart of the search, and finalists in none', () => {
    const finalist = trial(2, { phase: 'finalist', repeats: 1, bestValidationError: 0.04 });
    const repeats = rankFinalists([finalist]).map((group) => ({ ...group, tests: [] }));
    const document = documentOf(
      report({ trials: [finalist, ...trials], winner: winnerOf<TrialRow, RepeatResult>(repeats, null) }),
    );
    const drawn = (number: number) =>
      [...document.querySelectorAll(`circle[data-trial="${number}"], path[data-trial="${number}"]`)].length;
    // of trial 0: a point over trials, a curve, a point in each of three slices, a line through all fields
    expect(drawn(0)).toBe(1 + 1 + 3 + 1);
    // the best has a ring in each slice too
    expect(drawn(1)).toBe(1 + 1 + 2 * 3 + 1);
    // of the finalist there is nothing
    expect(drawn(2)).toBe(0);
  });

  it('gives finalists and controls as means with intervals', () => {
    const seeds = [0.04, 0.06].map((bestValidationError, index) =>
      trial(10 + index, { phase: 'finalist', repeats: 1, bestValidationError }),
    );
    const controls = [trial(12, { phase: 'control', repeats: 1, bestValidationError: 0.3 })].map(
      (control) => ({
        ...control,
        config: { ...control.config, policy: 'random' as const },
      }),
    );
    const all = [...seeds, ...trials, ...controls];
    const test = { policy: 'mean', rollouts: 1, mean: 0.055, count: 2, halfWidth: 0.01 } as const;
    const repeats = rankFinalists(all).map((group) => ({
      ...group,
      tests: group.phase === 'finalist' ? [test] : [],
    }));
    const document = documentOf(
      report({ trials: all, winner: winnerOf<TrialRow, RepeatResult>(repeats, null), repeats }),
    );
    const text = (selector: string) =>
      [...document.querySelectorAll(selector)].map(({ textContent }) =>
        textContent.replaceAll(/\s+/g, ' ').trim(),
      );
    // mean 5 %, s = √2 %, t = 12.706 with one degree of freedom: 12.706 · √2 / √2
    expect(text('.tiles dd').slice(0, 4)).toEqual([
      '5.00% ± 12.71',
      '2 trainings of trial 1’s config',
      '5.50% ± 1.00',
      'mean policy, never used to choose',
    ]);
    expect(text('#finalists p + .scroll th')).toEqual([
      '',
      'config of',
      'complete',
      'validation',
      'test, mean policy',
    ]);
    expect(text('#finalists p + .scroll td')).toEqual([
      'finalist',
      'trial 1',
      '2 of 2',
      '5.00% ± 12.71',
      '5.50% ± 1.00',
      'control, random',
      'trial 1',
      '1 of 1',
      '30.00%',
      '–',
    ]);
  });

  it('shows paths with image, windows, patches and answer', () => {
    const samples = { right: [samplePath()], wrong: [samplePath(1)], images: 40 };
    const page = documentOf(report({ pictures: { ...pictures, samples } }));
    const figures = [...page.querySelectorAll('figure.path')];
    expect(figures.map((figure) => figure.querySelector('b')?.textContent)).toEqual([
      '2, 62.5%',
      '1 taken for 2, 62.5%',
    ]);
    // the image and a patch for each of two glimpses
    expect(figures[0]?.querySelectorAll('image')).toHaveLength(3);
    // the glimpses by number: at their places on the image, and above their patches
    const numbers = [...(figures[0]?.querySelectorAll('text') ?? [])].map(({ textContent }) => textContent);
    expect(numbers).toEqual(['1', '2', '1', '2']);
  });

  it('is a page also before there is anything to draw', () => {
    const waiting = trial(0, { state: 'waiting', bestValidationError: null, epochs: 0 });
    expect(report({ trials: [waiting], winner: null })).toContain('there is nothing to draw');
    expect(report({ trials: [], winner: null })).toContain('there is nothing to draw');
  });

  it('draws a study of any shape: one trial, one epoch, fixed ranges, no field', () => {
    const spec = studySpecSchema.parse({ ...study().spec, space: {} });
    const one = report({ study: study({ spec }), trials: [trial(0)], winner: ofSearch(trial(0)) });
    expect(one).toContain('1 trial of one config, with no search.');
    expect(one).not.toContain('The searched fields');
    const fixed = studySpecSchema.parse({
      ...study().spec,
      space: { std: { distribution: 'uniform', low: 0.1, high: 0.1 } },
    });
    const perfect = [searched(0, { std: 0.1 }, 0), searched(1, { std: 0.1 }, 0)];
    const page = report({ study: study({ spec: fixed }), trials: perfect, winner: ofSearch(perfect[0]!) });
    // but for `Number.isNaN` in its script
    expect(page.replaceAll('isNaN', '')).not.toContain('NaN');
  });
});
