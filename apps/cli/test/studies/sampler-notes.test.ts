import { parseStudy } from '@ram-sweep/search';
import { expect, it } from 'vitest';
import { lagHints } from '../../src/studies/sampler-notes.js';

const study = (lag: number, trials: number) =>
  parseStudy(`name: a\ndataset: { name: mnist }\ntrials: ${trials}\nsampler: { name: tpe, lag: ${lag} }`, {
    source: 'a.yaml',
  });

it.each([
  ['too small for the places to train', 1, 40, 4, /lag 3 would keep all of them busy/],
  ['too large for the trials', 7, 20, 2, /lag 1 is enough to keep 2 training at once, and learns sooner/],
])('a lag that is %s is told, and that another one is another search', (_, lag, trials, slots, said) => {
  const [hint, ...more] = lagHints(study(lag, trials), slots);
  expect(hint).toMatch(said);
  expect(hint).toMatch(/; another lag is another search, for params follow from it$/);
  expect(more).toEqual([]);
});

it('a lag that suits both gets no hint', () => {
  expect(lagHints(study(3, 40), 4)).toEqual([]);
});
