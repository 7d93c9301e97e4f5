import type { TrialEvent } from '@ram-sweep/protocol';
import { recordEvents, requeueTrial, type Study } from '@ram-sweep/store';
import { sql } from 'drizzle-orm';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimTrial, attemptEvents, makeStudy, useStore } from '../fixture.js';

const fixture = useStore();
const EPOCHS = 5;
/** Training is a function of the trial alone: any worker that trains epoch e measures this. */
const errorAfter = [0.9, 0.4, 0.6, 0.3, 0.5];
const events = (study: Study, attempt: number) => {
  const make = attemptEvents(study.id, 0, attempt, `worker-${attempt}`);
  return {
    ...make,
    epoch: (epoch: number) => make.epoch(epoch, { validationError: errorAfter[epoch - 1] ?? 1 }),
  };
};

/**
 * What happens to one trial. Attempt 1 trains some epochs; then it gives the trial back, fails, or is given up while
 * it goes on sending. Attempt 2 goes on from the checkpoint that it is granted. Every delivery is a list of batches,
 * each a list of picks from the events sent so far: some never come, some often, in any order.
 */
const deliveries = fc.array(fc.array(fc.nat({ max: 99 }), { maxLength: 6 }), { maxLength: 5 });
const story = fc.record({
  trained: fc.integer({ min: 0, max: EPOCHS - 1 }),
  ending: fc.constantFrom('released', 'failed', 'lost'),
  early: deliveries,
  late: deliveries,
  seed: fc.integer(),
});

async function deliver(study: Study, sent: readonly TrialEvent[], batches: readonly (readonly number[])[]) {
  for (const batch of batches) {
    if (sent.length === 0) return;
    await record(
      study,
      batch.flatMap((pick) => sent.slice(pick % sent.length, (pick % sent.length) + 1)),
    );
  }
}

/** Records a batch and checks what must hold at any time. */
async function record(study: Study, batch: readonly TrialEvent[]): Promise<void> {
  const before = await rowsOf(study);
  const recorded = await recordEvents(fixture.store, study.id, batch);
  const after = await rowsOf(study);
  if (recorded.every(({ outcome }) => outcome !== 'recorded')) expect(after).toEqual(before);
  if (before.trial.state === 'complete') {
    expect(after.trial.state).toBe('complete');
    const own = before.epochs.filter(({ attempt }) => attempt === before.trial.attempt);
    expect(after.epochs).toEqual(expect.arrayContaining(own));
  }
  const current = before.trial.attempt;
  if (batch.every(({ attempt }) => attempt < current)) {
    const { state, worker, attempt, failed_attempts } = before.trial;
    expect(after.trial).toMatchObject({ state, worker, attempt, failed_attempts });
    expect(after.attempts).toEqual(before.attempts);
    expect(after.epochs).toEqual(expect.arrayContaining(before.epochs));
  }
}

interface Rows {
  readonly trial: {
    readonly state: string;
    readonly worker: string;
    readonly attempt: number;
    readonly failed_attempts: number;
  };
  readonly study: object;
  readonly epochs: { readonly epoch: number; readonly attempt: number }[];
  readonly attempts: readonly object[];
  readonly activity: readonly object[];
}

/** Everything that is kept about the study, times included. */
async function rowsOf({ id }: Study): Promise<Rows> {
  const result = await fixture.store.query((db) =>
    db.execute(sql`select json_build_object(
      'trial', (select to_json(t) from ram_sweep.trials t where study_id = ${id}),
      'study', (select to_json(s) from ram_sweep.studies s where id = ${id}),
      'epochs', (select coalesce(json_agg(e order by epoch), '[]') from ram_sweep.epochs e where study_id = ${id}),
      'attempts', (select coalesce(json_agg(a order by attempt), '[]') from ram_sweep.attempts a where study_id = ${id}),
      'activity', (select json_agg(a order by number) from ram_sweep.activity a where study_id = ${id})
    ) as rows`),
  );
  return result.rows[0]?.['rows'] as Rows;
}

/** The same list in another order, decided by the seed. */
function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const key = (index: number) => Math.imul(index + 1, (seed | 1) ^ 0x9e3779b1) >>> 0;
  return items
    .map((item, index) => ({ item, key: key(index) }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

test('however events are repeated, mixed and delayed, a trial ends as if nothing had happened', async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ trained, ending, early, late, seed }) => {
      const { store } = fixture;
      const study = await makeStudy(store, { trials: 1, epochs: EPOCHS });

      await claimTrial(store, { study: study.id, trial: 0, worker: 'worker-1' });
      const first = events(study, 1);
      const sent: TrialEvent[] = Array.from({ length: trained }, (_, index) => first.epoch(index + 1));
      if (ending === 'released') sent.push(first.released(trained, 7));
      if (ending === 'failed') sent.push(first.failed({ epoch: trained }));
      if (ending === 'lost') sent.push(first.notice('still here'), first.epoch(trained + 1));
      await deliver(study, sent, early);
      // Until its end is known, or it is given up, nobody else gets the trial.
      if (ending === 'lost')
        await requeueTrial(store, { study: study.id, trial: 0, attempt: 1, reason: 'silent' });
      else await record(study, sent.slice(-1));

      const claim = await claimTrial(store, { study: study.id, trial: 0, worker: 'worker-2' });
      if (!claim.granted) throw new Error(claim.reason);
      const resumed = claim.checkpoints[0]?.epoch ?? 0;
      const second = events(study, claim.attempt);
      for (let epoch = resumed + 1; epoch <= EPOCHS; epoch += 1) sent.push(second.epoch(epoch));
      sent.push(second.complete());
      await deliver(study, sent, late);
      for (const event of shuffled(sent, seed)) await record(study, [event]);

      const rows = await rowsOf(study);
      expect(rows.trial).toMatchObject({
        state: 'complete',
        attempt: 2,
        epochs: EPOCHS,
        best_validation_error: 0.3,
        best_epoch: 4,
        failed_attempts: ending === 'failed' ? 1 : 0,
      });
      expect(rows.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
      expect(rows.epochs).toMatchObject(errorAfter.map((validation_error) => ({ validation_error })));
      expect(rows.attempts).toMatchObject([{ state: ending }, { state: 'complete' }]);

      await record(study, shuffled(sent, seed + 1));
      expect(await rowsOf(study)).toEqual(rows);
    }),
    { numRuns: 40 },
  );
}, 120_000);
