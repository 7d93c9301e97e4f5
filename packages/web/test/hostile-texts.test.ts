import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { renderComparison } from '../src/comparison/render-comparison.js';
import { renderDocument } from '../src/document/document.js';
import type { RenderedPage } from '../src/page.js';
import { renderStudies } from '../src/studies/render-studies.js';
import { renderStudy } from '../src/study/render-study.js';
import { ago, attempt, lineOf, samplePicture, study, studyData, trial, worker } from './sample-data.js';

/** What would be markup if it were not escaped, wherever it stands, among arbitrary text. */
const hostile = fc
  .tuple(
    fc.string({ unit: 'grapheme', maxLength: 10 }),
    fc.constantFrom(
      '<img src=x onerror=alert(1)>',
      '</script><script>alert(1)</script>',
      '"><svg onload=alert(1)>',
      "' onmouseover='alert(1)",
      '" autofocus onfocus="alert(1)',
      '</style><b>',
      '<!--',
      ']]>',
      '&lt;b&gt;',
      '</title></head><body onload=alert(1)>',
      'javascript:alert(1)',
    ),
    fc.string({ unit: 'binary', maxLength: 10 }),
  )
  .map((parts) => parts.join(''));

/** The same pages with this text in every place that comes from outside. */
function pagesWith(text: string): RenderedPage[] {
  const params = { std: text, glimpses: 4, scale: 1 };
  const found = trial(0, { params, worker: text });
  const best = { ...study().best!, params };
  const named = study({ name: text, best, spec: { ...study().spec, name: text } });
  const data = studyData({
    study: named,
    leaderboard: { rows: [lineOf(found)], offset: 0, position: 0, total: 1, seeds: { total: 0, above: 0 } },
    winner: { source: 'search', trial: found, group: null, controls: [], inTraining: 0 },
    workers: [worker({ id: text, engine: text, device: text, host: text })],
    activity: [{ id: 1, at: ago(5), trial: 0, kind: 'notice', message: text }],
    failures: [{ class: 'error', trials: 1, first: 0, message: text }],
    filterError: text,
    glimpses: { kind: 'failure', message: text },
    picture: {
      ...samplePicture(),
      attempts: [attempt(0, 60, null, { worker: text })],
      provenance: {
        priors: [{ study: text, digest: text, trials: 1 }],
        interventions: [
          { at: ago(50), kind: 'cancelled', fromIndex: 1, message: text },
          { at: ago(40), kind: 'cancelled', fromIndex: 1, message: text },
        ],
        environments: [
          { environment: text, trials: 1 },
          { environment: `${text} other`, trials: 1 },
        ],
      },
    },
  });
  const running = { study: named, best: data.picture!.best, workers: 1, runs: 1 };
  const over = { ...running, study: { ...named, state: 'complete' as const } };
  return [
    renderStudy({ ...data, params: { ...data.params, study: text, q: text, glimpses: true } }),
    renderStudies({ params: { page: 1 }, cards: [running, over], total: 2 }),
    renderComparison({
      studies: [{ study: named, winner: data.winner, best: data.picture!.best }],
      missing: [text],
    }),
  ];
}

/** Elements and their attributes, without their contents. */
const shapeOf = (page: RenderedPage): string[] =>
  [...parseHTML(renderDocument(page, { live: 'events' })).document.querySelectorAll('*')].map(
    (element) => `${element.tagName} ${element.getAttributeNames().toSorted().join(' ')}`,
  );

const harmless = pagesWith('harmless').map(shapeOf);

it('texts from outside never become markup, whatever they are', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(pagesWith(text).map(shapeOf)).toEqual(harmless);
    }),
    { numRuns: 60 },
  );
});

it('an address that is a text from outside leads nowhere else', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const links = pagesWith(text).flatMap((page) =>
        [
          ...parseHTML(renderDocument(page, { live: 'events' })).document.querySelectorAll('main a[href]'),
        ].map((link) => link.getAttribute('href') ?? ''),
      );
      expect(links.length).toBeGreaterThan(5);
      expect(links.filter((href) => !/^(?:[?#]|\.\/|\.\.\/|https:\/\/doi\.org\/)/.test(href))).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
