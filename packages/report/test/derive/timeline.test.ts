import { studySpecSchema } from '@ram-sweep/protocol';
import { describe, expect, it } from 'vitest';
import { rungsOf } from '../../src/derive/timeline/rungs.js';
import { MOST_LANES } from '../../src/derive/timeline/lanes.js';
import { timeline } from '../../src/derive/timeline/timeline.js';
import { after, attempt, repeated, trial } from '../sample-study.js';

const spec = (pruner: object = { name: 'none' }) =>
  studySpecSchema.parse({ name: 'study', dataset: { name: 'glyphs' }, pruner, config: { epochs: 20 } });

const trials = [0, 1, 2, 3].map((number) => trial(number));

describe('the rungs of a trial', () => {
  it('are the first one and its multiples, before the last epoch', () => {
    expect(rungsOf(spec({ name: 'asha', minEpochs: 2, reductionFactor: 3 }), 0, 20)).toEqual([2, 6, 18]);
    // At the last epoch nothing is judged.
    expect(rungsOf(spec({ name: 'asha', minEpochs: 5, reductionFactor: 2 }), 0, 20)).toEqual([5, 10]);
  });

  it('are none where the pruner has none', () => {
    expect(rungsOf(spec({ name: 'median' }), 0, 20)).toEqual([]);
  });

  it('start later in a later bracket', () => {
    const hyperband = spec({ name: 'hyperband', minEpochs: 2, reductionFactor: 3 });
    const firsts = new Set(Array.from({ length: 20 }, (_, index) => rungsOf(hyperband, index, 20)[0]));
    expect([...firsts].toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([2, 6, 18]);
  });
});

describe('the timeline', () => {
  it('is nothing before the first attempt', () => {
    expect(timeline(spec(), trials, [], after(0))).toBeNull();
  });

  it('gives attempts of one worker that overlap a lane each, and fills a lane that is free again', () => {
    const attempts = [attempt(0, 0, 10), attempt(1, 5, 20), attempt(2, 10, 30)];
    expect(timeline(spec(), trials, attempts, after(60))).toMatchObject({
      lanes: ['box-17-abc', ''],
      bars: [
        { trial: 0, lane: 0, from: 0, to: 10 },
        { trial: 2, lane: 0, from: 10, to: 30 },
        { trial: 1, lane: 1, from: 5, to: 20 },
      ],
      seconds: 30,
    });
  });

  it('lets what still runs last until now', () => {
    expect(timeline(spec(), trials, [attempt(0, 0, null)], after(42))?.bars).toMatchObject([
      { from: 0, to: 42 },
    ]);
  });

  it('tells what a trial is for', () => {
    const kinds = [
      trial(0),
      repeated(1, 0, 0.1),
      repeated(2, 0, 0.2, 'random'),
      repeated(3, 0, 0.2, 'frozen'),
    ];
    const attempts = [0, 1, 2, 3].map((number) => attempt(number, number * 10, number * 10 + 10));
    const bars = timeline(spec(), kinds, attempts, after(60))?.bars.map(({ kind }) => kind);
    expect(bars).toEqual(['search', 'finalist', 'random', 'frozen']);
  });

  it('marks attempts that ended at a rung, and tells whether the trial went beyond it', () => {
    const asha = spec({ name: 'asha', minEpochs: 5, reductionFactor: 2 });
    const rows = [
      trial(0, { epochs: 10, epochsTotal: 20 }),
      trial(1, { epochs: 5, epochsTotal: 20, state: 'pruned' }),
      trial(2, { epochs: 3, epochsTotal: 20, state: 'failed' }),
      repeated(3, 0, 0.1),
    ];
    const attempts = [
      attempt(0, 0, 5, { lastEpoch: 5, outcome: 'paused' }),
      attempt(0, 5, 10, { attempt: 2, lastEpoch: 10, outcome: 'paused' }),
      attempt(1, 10, 15, { lastEpoch: 5, outcome: 'paused' }),
      attempt(2, 15, 18, { lastEpoch: 3, outcome: 'failed' }),
      // A finalist is not judged.
      attempt(3, 20, 25, { lastEpoch: 5 }),
    ];
    expect(timeline(asha, rows, attempts, after(60))?.marks).toEqual([
      { trial: 0, lane: 0, at: 5, rung: 5, promoted: true },
      { trial: 0, lane: 0, at: 10, rung: 10, promoted: false },
      { trial: 1, lane: 0, at: 15, rung: 5, promoted: false },
    ]);
  });

  it('leaves out the workers that did least where there are too many for a page', () => {
    const busy = Array.from({ length: MOST_LANES }, (_, worker) => [
      attempt(0, 0, 1, { worker: `busy-${worker}` }),
      attempt(1, 2, 3, { worker: `busy-${worker}` }),
    ]).flat();
    const idle = [attempt(2, 0, 1, { worker: 'idle-1' }), attempt(3, 0, 1, { worker: 'idle-2' })];
    const drawn = timeline(spec(), trials, [...idle, ...busy], after(60));
    expect(drawn?.lanes).toHaveLength(MOST_LANES);
    expect(drawn?.lanes.filter((name) => name.startsWith('idle'))).toEqual([]);
    expect(drawn?.workersLeftOut).toBe(2);
  });

  it('draws neighbours as one where there are more attempts than a page can show apart', () => {
    const many = Array.from({ length: 5000 }, (_, number) => trial(number));
    const attempts = many.map(({ number }) => attempt(number, number, number + 1));
    const drawn = timeline(spec(), many, attempts, after(0));
    expect(drawn?.merged).toBe(true);
    expect(drawn?.bars).toEqual([{ trial: null, kind: 'search', lane: 0, from: 0, to: 5000 }]);
  });

  it('keeps a pause apart that can be seen, and does not mix what trials are for', () => {
    const many = [
      ...Array.from({ length: 3000 }, (_, number) => trial(number)),
      repeated(3000, 0, 0.1),
      repeated(3001, 0, 0.1),
    ];
    // A pause of 100 of 3,102 seconds after trial 999; finalists without one.
    const attempts = many.map(({ number }) => {
      const from = number < 1000 ? number : number + 100;
      return attempt(number, from, from + 1);
    });
    expect(timeline(spec(), many, attempts, after(0))?.bars).toMatchObject([
      { kind: 'search', from: 0, to: 1000 },
      { kind: 'search', from: 1100, to: 3100 },
      { kind: 'finalist', from: 3100, to: 3102 },
    ]);
  });
});
