import { studySpecSchema } from '@ram-sweep/protocol';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { SimulatedSearch, type Fate, type SimulatedStudy } from './simulated-search.js';

const EPOCHS = 9;

const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'trains' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('diverged' as const, 'failed' as const),
      atEpoch: fc.integer({ min: 1, max: EPOCHS }),
    }),
  },
);

const pruner = fc.oneof(
  fc.record({
    name: fc.constant('asha'),
    minEpochs: fc.integer({ min: 1, max: 3 }),
    reductionFactor: fc.integer({ min: 2, max: 3 }),
  }),
  fc.record({
    name: fc.constant('hyperband'),
    minEpochs: fc.constant(1),
    reductionFactor: fc.integer({ min: 2, max: 3 }),
    brackets: fc.integer({ min: 1, max: 3 }),
  }),
);

const study: fc.Arbitrary<SimulatedStudy> = fc
  .record({
    pruner,
    lag: fc.nat(6),
    fates: fc.array(fate, { minLength: 1, maxLength: 16 }),
    cancelled: fc.uniqueArray(fc.nat(15), { maxLength: 3 }),
    salt: fc.nat(),
  })
  .map(({ pruner: given, lag, fates, cancelled, salt }) => {
    const config = { epochs: EPOCHS };
    const spec = studySpecSchema.parse({ name: 's', dataset: { name: 'glyphs' }, pruner: given, config });
    return { spec, epochs: EPOCHS, lag, fates, cancelled: new Set(cancelled), salt };
  });

/** What happens next, to whom. Trials are trained most of the time. */
const happening = fc.record({
  what: fc.oneof(
    { weight: 8, arbitrary: fc.constant('work' as const) },
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        'record',
        'record again',
        'draw',
        'judge',
        'restart',
        'crash',
        'reap',
        'cancel',
      ),
    },
  ),
  whom: fc.nat(99),
});
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never;

function happens(search: SimulatedSearch, { what, whom }: Happening): void {
  if (what === 'work') search.work(whom % search.workers);
  else if (what === 'crash') search.crash(whom % search.workers);
  else if (what === 'reap') search.reap();
  else if (what === 'record') search.record(1 + (whom % 5), false);
  else if (what === 'record again') search.record(1 + (whom % 5), true);
  else if (what === 'draw') search.draw();
  else if (what === 'judge') search.judge();
  else if (what === 'cancel') search.cancel(whom);
  else search.restart();
}

/** From here on nothing goes wrong. Says whether the study came to its end. */
function finish(search: SimulatedSearch): boolean {
  for (let round = 0; round < 2_000 && !search.isOver(); round += 1) {
    search.draw();
    search.cancel(0);
    search.reap();
    for (let worker = 0; worker < search.workers; worker += 1) search.work(worker);
    search.record(99, false);
    search.judge();
  }
  return search.isOver();
}

it('a search has one outcome, and reaches its end, no matter who trains it and what happens meanwhile', () => {
  const schedule = fc.array(happening, { maxLength: 300 });
  fc.assert(
    fc.property(study, fc.integer({ min: 1, max: 5 }), schedule, (simulated, workers, happenings) => {
      const undisturbed = new SimulatedSearch(simulated, 1);
      expect(finish(undisturbed)).toBe(true);
      const disturbed = new SimulatedSearch(simulated, workers);
      for (const each of happenings) happens(disturbed, each);
      expect(finish(disturbed)).toBe(true);
      expect(disturbed.outcome()).toEqual(undisturbed.outcome());
    }),
    { numRuns: 400 },
  );
});

it('a search whose coordinator restarts at every step has the same outcome', () => {
  fc.assert(
    fc.property(study, fc.integer({ min: 1, max: 4 }), (simulated, workers) => {
      const undisturbed = new SimulatedSearch(simulated, 1);
      expect(finish(undisturbed)).toBe(true);
      const restarted = new SimulatedSearch(simulated, workers);
      for (let step = 0; step < 4_000 && (step % 5 > 0 || !restarted.isOver()); step += 1) {
        restarted.restart();
        [
          () => restarted.draw(),
          () => restarted.cancel(0),
          () => restarted.work(step % workers),
          () => restarted.record(1, false),
          () => restarted.judge(),
        ][step % 5]!();
      }
      expect(restarted.isOver()).toBe(true);
      expect(restarted.outcome()).toEqual(undisturbed.outcome());
    }),
    { numRuns: 100 },
  );
});
