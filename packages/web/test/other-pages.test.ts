import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renderComparison } from '../src/comparison/render-comparison.js';
import { renderDocument } from '../src/document/document.js';
import { pageScript } from '../src/document/script/page-script.js';
import { renderStudies } from '../src/studies/render-studies.js';
import type { StudyCard } from '../src/studies/read-studies.js';
import { renderStudy } from '../src/study/render-study.js';
import { Page } from './page.js';
import { ago, study, studyData, trial } from './sample-data.js';

const best = {
  improvements: [
    { trial: 0, error: 0.3 },
    { trial: 4, error: 0.05 },
  ],
  last: 9,
};
const card = (values: Parameters<typeof study>[0] = {}, more: Partial<StudyCard> = {}): StudyCard => ({
  study: study(values),
  best,
  workers: 1,
  runs: 2,
  ...more,
});
const studies = (cards: readonly StudyCard[], total = cards.length, page = 1): Page =>
  new Page(renderStudies({ params: { page }, cards, total }));

describe('the page of all studies', () => {
  const over = card({ id: 'b', name: 'earlier', state: 'complete', lastEventAt: ago(86_400) });

  it('shows those under way in full, and the others as a table', () => {
    const shown = studies([card({ id: 'a' }), over]);
    expect(shown.text('#head .lead')).toBe('2 studies, 1 under way, 2 trials training.');
    expect(shown.text('#current h3')).toBe('mnist-28 active');
    expect(shown.text('#current .phases')).toBe('search 6/10');
    expect(shown.texts('#current dd')).toEqual([
      '5.00% trial 0; search, one seed',
      '',
      '11m40s',
      '2 trials on 1 worker',
      '2026-01-01 13:59 UTC',
    ]);
    expect(shown.count('#current svg')).toBe(1);
    expect(shown.texts('#earlier tbody td').slice(0, 5)).toEqual([
      '',
      'earlier',
      'complete',
      '5.00% trial 0; search, one seed',
      '10',
    ]);
  });

  it('leads to each study, and to a comparison of the ticked ones', () => {
    const { document } = studies([card({ name: 'a' }), over]);
    const links = [...document.querySelectorAll('main a[href*=studies]')].map((link) =>
      link.getAttribute('href'),
    );
    expect(links).toEqual(['./studies/a', './studies/earlier']);
    expect(document.querySelector('form')?.getAttribute('action')).toBe('./compare');
    const ticks = [...document.querySelectorAll('input[name=study]')];
    expect(ticks.map((input) => input.getAttribute('value'))).toEqual(['a', 'earlier']);
    expect(ticks.every((input) => input.getAttribute('form') === document.querySelector('form')?.id)).toBe(
      true,
    );
  });

  it('says what its boxes are for, and has none where there is nothing to compare with', () => {
    const shown = studies([card({ name: 'a' }), over]);
    expect(shown.text('#current label:has(input)')).toBe('compare');
    expect(shown.text('#earlier th')).toBe('compare');
    expect(studies([over]).count('input')).toBe(0);
  });

  it('says what to do where there is none, and leads to older ones where there are many', () => {
    expect(studies([]).text('#head .missing')).toContain('ram-sweep start study.yaml');
    const many = studies([over], 70, 2);
    expect(many.text('.pager')).toBe('← newer page 2 of 3 older →');
  });
});

describe('a comparison', () => {
  const winner = { source: 'search' as const, trial: trial(0), group: null, controls: [], inTraining: 0 };
  const other = study({
    id: 'b',
    name: 'other',
    spec: { ...study().spec, dataset: { name: 'glyphs', canvas: 'plain' } },
  });

  it('has errors, searches and winners of all studies side by side, each in its colour', () => {
    const shown = new Page(
      renderComparison({
        studies: [
          { study: study(), winner, best },
          { study: study({ id: 'b', name: 'other' }), winner, best },
        ],
        missing: [],
      }),
    );
    expect(shown.text('h1')).toBe('mnist-28, other');
    expect(shown.texts('.intervals .what b')).toEqual(['mnist-28', 'other']);
    expect(shown.count('#searches path')).toBe(2);
    expect(shown.texts('#winners thead th').slice(1)).toEqual(['mnist-28', 'other']);
    expect(shown.count('#head .missing')).toBe(0);
  });

  it('says of studies on different data, and of those that are not there, that they do not compare', () => {
    const shown = new Page(
      renderComparison({
        studies: [
          { study: study(), winner: null, best: { improvements: [], last: -1 } },
          { study: other, winner, best },
        ],
        missing: ['gone'],
      }),
    );
    expect(shown.texts('#head .missing')).toEqual([
      'There is no study called gone.',
      'These studies train on different data, so their errors do not compare.',
    ]);
  });
});

describe('a document', () => {
  const text = renderDocument(renderStudy(studyData()), { live: 'mnist-28/events?since=1&page=2' });

  it('takes nothing from elsewhere, and lets a browser run its own script only', () => {
    const page = new Page(renderStudy(studyData()));
    expect(page.count('script')).toBe(1);
    expect(page.count('[src], link:not([rel=icon]), iframe, object, embed')).toBe(0);
    const policy = page.document.querySelector('meta[http-equiv]')?.getAttribute('content') ?? '';
    const digest = createHash('sha256').update(pageScript).digest('base64');
    expect(policy).toContain(`default-src 'none'; img-src data:;`);
    expect(policy).toContain(`script-src 'sha256-${digest}'`);
    expect(text).toContain(`<script>${pageScript}</script>`);
  });

  it('is asked for again, where no script runs, while something is still being counted', () => {
    const again = /<noscript><meta http-equiv="refresh" content="\d+" \/><\/noscript>/;
    const options = { live: 'events' };
    expect(renderDocument(renderStudy(studyData({ picture: null })), options)).toMatch(again);
    expect(renderDocument(renderStudy(studyData()), options)).not.toContain('refresh');
  });

  it('tells its script where its events come from', () => {
    expect(text).toContain('data-live="mnist-28/events?since=1&amp;page=2"');
  });

  it('has a script of less than five kilobytes', () => {
    expect(pageScript.length).toBeLessThan(5_000);
  });

  it('has landmarks, and a way past them', () => {
    const page = new Page(renderStudy(studyData()));
    expect(page.count('body > header')).toBe(1);
    expect(page.count('main#content')).toBe(1);
    expect(page.document.querySelector('a')?.getAttribute('href')).toBe('#content');
    expect(page.document.documentElement.getAttribute('lang')).toBe('en');
  });
});
