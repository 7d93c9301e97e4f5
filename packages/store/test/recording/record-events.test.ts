import type { TrialEvent } from '@ram-sweep/protocol';
import { recordEvents, requeueTrial } from '@ram-sweep/store';
import { readActivity, readTrial } from '@ram-sweep/store/read';
import { describe, expect, test } from 'vitest';
import { claimTrial, attemptEvents, epochResult, makeStudy, startAttempt, useStore } from '../fixture.js';

const fixture = useStore();

async function record(events: readonly TrialEvent[], study = events[0]?.study ?? '') {
  const recorded = await recordEvents(fixture.store, study, events);
  expect(recorded.map(({ event }) => event)).toEqual(events);
  return recorded.map(({ outcome, state }) => `${outcome} ${state}`);
}

describe('a batch', () => {
  test('is applied in its order', async () => {
    const study = await makeStudy(fixture.store, { epochs: 2 });
    const attempt = await startAttempt(fixture.store, study, 0);
    expect(await record([attempt.epoch(1), attempt.epoch(2), attempt.complete(), attempt.failed()])).toEqual([
      'recorded running',
      'recorded running',
      'recorded complete',
      'stale complete',
    ]);
  });

  test('that comes again changes nothing', async () => {
    const study = await makeStudy(fixture.store, { epochs: 2 });
    const attempt = await startAttempt(fixture.store, study, 0);
    const events = [attempt.epoch(1), attempt.notice('look'), attempt.epoch(2), attempt.complete()];
    await record([...events, ...events]);
    const before = await readTrial(fixture.reader, study.id, 0);
    const activity = await readActivity(fixture.reader, study.id, { limit: 100 });
    expect(await record(events)).toEqual(Array<string>(4).fill('duplicate complete'));
    expect(await readTrial(fixture.reader, study.id, 0)).toEqual(before);
    expect(await readActivity(fixture.reader, study.id, { limit: 100 })).toEqual(activity);
  });

  test('may be empty', async () => {
    expect(await recordEvents(fixture.store, (await makeStudy(fixture.store)).id, [])).toEqual([]);
  });

  test('records all but its impossible events', async () => {
    const study = await makeStudy(fixture.store, { trials: 2, epochs: 3 });
    const [a, b] = [await startAttempt(fixture.store, study, 0), await startAttempt(fixture.store, study, 1)];
    const events = [
      a.epoch(1),
      attemptEvents(study.id, 99, 1).epoch(1),
      attemptEvents(study.id, 2 ** 40, 1).epoch(1),
      attemptEvents(study.id, 0, 2 ** 40).complete(),
      attemptEvents('00000000-0000-4000-8000-000000000000', 0, 1).epoch(1),
      a.epoch(4),
      a.epoch(2 ** 40),
      { ...a.notice('far'), sequence: 2 ** 52 },
      b.epoch(1, { steps: 2 ** 50 }),
    ];
    expect(await record(events, study.id)).toEqual([
      'recorded running',
      'unknown null',
      'unknown null',
      'unknown running',
      'unknown null',
      'unknown running',
      'unknown running',
      'recorded running',
      'recorded running',
    ]);
    expect((await readTrial(fixture.reader, study.id, 1))?.epochs[0]?.steps).toBe(2 ** 50);
  });

  test('of 3,000 events is recorded whole', async () => {
    const study = await makeStudy(fixture.store, { trials: 30, epochs: 100 });
    const attempts: ReturnType<typeof attemptEvents>[] = [];
    for (let trial = 0; trial < 30; trial += 1)
      attempts.push(await startAttempt(fixture.store, study, trial));
    const events = Array.from({ length: 100 }, (_, index) =>
      attempts.map((attempt) => attempt.epoch(index + 1)),
    ).flat();
    expect(new Set(await record(events))).toEqual(new Set(['recorded running']));
    expect((await readTrial(fixture.reader, study.id, 29))?.epochs).toHaveLength(100);
  });
});

describe('an epoch', () => {
  test('keeps every number bit for bit', async () => {
    const study = await makeStudy(fixture.store);
    const attempt = await startAttempt(fixture.store, study, 0);
    const result = epochResult(1, {
      validationError: 0.1 + 0.2 - 0.2,
      trainError: Number.MIN_VALUE,
      trainLoss: Number.MAX_VALUE,
      reinforceLoss: -1 / 3,
      actionLoss: Number.EPSILON,
      validationLoss: 2 ** -1074 * 3,
      seconds: 1e-7,
    });
    await record([attempt.epoch(1, result)]);
    const detail = await readTrial(fixture.reader, study.id, 0);
    expect(detail?.epochs).toEqual([result]);
    expect(detail).toMatchObject({
      bestValidationError: result.validationError,
      curve: [result.validationError],
    });
  });

  test('updates what the leaderboard shows', async () => {
    const study = await makeStudy(fixture.store);
    const attempt = await startAttempt(fixture.store, study, 0);
    const errors = [0.5, 0.2, 0.3, 0.2];
    await record(
      errors.map((validationError, index) => attempt.epoch(index + 1, { validationError, seconds: 2 })),
    );
    // The smallest error is 0.2, reached at epoch 2 first.
    expect(await readTrial(fixture.reader, study.id, 0)).toMatchObject({
      bestValidationError: 0.2,
      bestEpoch: 2,
      curve: errors,
      trainSeconds: 8,
    });
  });

  test('keeps the last two checkpoints', async () => {
    const study = await makeStudy(fixture.store);
    const attempt = await startAttempt(fixture.store, study, 0);
    const events = [attempt.epoch(1), attempt.epoch(2), attempt.epoch(3)];
    const recorded = await recordEvents(fixture.store, study.id, events);
    const kept = [attempt.reference(3), attempt.reference(2)];
    expect(recorded.at(-1)?.checkpoints).toEqual(kept);
    expect((await readTrial(fixture.reader, study.id, 0))?.checkpoints).toEqual(kept);
  });

  test('that a successor trains anew replaces the older result, and its checkpoints go first', async () => {
    const study = await makeStudy(fixture.store);
    const first = await startAttempt(fixture.store, study, 0);
    await record([first.epoch(1, { validationError: 0.1 }), first.epoch(2), first.released(2, 5)]);
    const second = await startAttempt(fixture.store, study, 0);
    await record([second.epoch(1, { validationError: 0.9 })]);
    const detail = await readTrial(fixture.reader, study.id, 0);
    expect(detail?.curve).toEqual([0.9, 1 / 3]);
    expect(detail).toMatchObject({ bestValidationError: 1 / 3, bestEpoch: 2 });
    expect(detail?.checkpoints).toEqual([second.reference(1), first.reference(2, 5)]);
  });

  test('that arrives behind the ending of its attempt is still recorded', async () => {
    const study = await makeStudy(fixture.store, { epochs: 2 });
    const attempt = await startAttempt(fixture.store, study, 0);
    const [one, two, end] = [attempt.epoch(1), attempt.epoch(2), attempt.complete()];
    await record([two, end]);
    expect(await record([one])).toEqual(['recorded complete']);
    expect(await readTrial(fixture.reader, study.id, 0)).toMatchObject({
      state: 'complete',
      curve: [1 / 2, 1 / 3],
    });
  });
});

describe('a fenced attempt', () => {
  test('changes nothing, whatever it sends', async () => {
    const study = await makeStudy(fixture.store);
    const old = await startAttempt(fixture.store, study, 0, 'worker-a');
    await record([old.epoch(1)]);
    await requeueTrial(fixture.store, { study: study.id, trial: 0, attempt: 1, reason: 'lost' });
    const events = [
      old.epoch(2),
      old.epoch(3),
      old.notice('hm'),
      old.released(3, 0),
      old.failed(),
      old.complete(),
      old.cancelled(),
    ];
    expect(new Set(await record(events))).toEqual(new Set(['stale waiting']));
    const young = await startAttempt(fixture.store, study, 0, 'worker-b');
    const before = await readTrial(fixture.reader, study.id, 0);
    expect(new Set(await record(events))).toEqual(new Set(['stale running']));
    expect(await readTrial(fixture.reader, study.id, 0)).toEqual(before);
    expect(await record([young.epoch(2)])).toEqual(['recorded running']);
  });

  test('fills a gap that its successor, going on from a checkpoint, will not', async () => {
    const study = await makeStudy(fixture.store);
    const old = await startAttempt(fixture.store, study, 0);
    const [one, two, three, end] = [old.epoch(1), old.epoch(2), old.epoch(3), old.released(3, 9)];
    // The batch with epochs 1 and 2 is in the hands of a coordinator that dies; the one behind it is recorded.
    await record([three, end]);
    const young = await startAttempt(fixture.store, study, 0, 'worker-b');
    expect(await record([one, two])).toEqual(['recorded running', 'recorded running']);
    await record([young.epoch(4)]);
    expect((await readTrial(fixture.reader, study.id, 0))?.curve).toEqual([1 / 2, 1 / 3, 1 / 4, 1 / 5]);
  });
});

describe('a failure', () => {
  test('is tried again as often as the study allows', async () => {
    const study = await makeStudy(fixture.store, { retries: 2 });
    const states = [];
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const events = await startAttempt(fixture.store, study, 0);
      states.push(...(await record([events.failed({ class: 'hung' })])));
    }
    expect(states).toEqual(['recorded waiting', 'recorded waiting', 'recorded failed']);
    const claim = await claimTrial(fixture.store, { study: study.id, trial: 0, worker: 'worker-a' });
    expect(claim).toEqual({ granted: false, reason: 'trial 0 is failed' });
  });

  test('that trying again cannot mend is final at once', async () => {
    const study = await makeStudy(fixture.store, { retries: 5 });
    const attempt = await startAttempt(fixture.store, study, 0);
    const failure = { class: 'diverged', message: 'loss is NaN', retryable: false, epoch: 3 } as const;
    expect(await record([attempt.failed(failure)])).toEqual(['recorded failed']);
    const detail = await readTrial(fixture.reader, study.id, 0);
    expect(detail).toMatchObject({ state: 'failed', failure, finishedAt: expect.any(Date) });
    expect(detail?.attempts[0]).toMatchObject({ outcome: 'failed', failure, reason: 'loss is NaN' });
  });

  test.each([
    ['a NUL character', 'before\0after', 'before\uFFFDafter'],
    ['commands to a terminal', 'a\u001B]0;b\u0007\u009Bc\r\n\td', 'a\uFFFD]0;b\uFFFD\uFFFDc\n\td'],
    ['half a surrogate pair', 'x\uD83Dy', 'x\uFFFDy'],
    ['more text than is kept', 'x'.repeat(50_000), `${'x'.repeat(3999)}…`],
    ['quotes and backslashes', `"'\\u0000\\`, `"'\\u0000\\`],
  ])('may tell %s', async (_, message, kept) => {
    const study = await makeStudy(fixture.store);
    const [a, b] = [await startAttempt(fixture.store, study, 0), await startAttempt(fixture.store, study, 1)];
    await record([a.notice(message), a.failed({ message, retryable: false }), b.epoch(1)]);
    expect((await readTrial(fixture.reader, study.id, 0))?.failure?.message).toBe(kept);
    expect((await readTrial(fixture.reader, study.id, 1))?.epochs).toHaveLength(1);
  });
});
