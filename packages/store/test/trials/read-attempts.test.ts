import { judgeTrials, recordEvents } from '@ram-sweep/store';
import { readAttempts } from '@ram-sweep/store/read';
import { describe, expect, test } from 'vitest';
import { makeStudy, startAttempt, useStore } from '../fixture.js';
import { searchOn, verdict } from '../search-study.js';

const fixture = useStore();
const { makeSearch } = searchOn(fixture);

describe('the attempts of a study', () => {
  test('are all of its trials’, in the order in which they started, with how far each came', async () => {
    const { store, reader } = fixture;
    const study = await makeSearch({ rung: 2 });
    const first = await startAttempt(store, study, 0);
    const other = await startAttempt(store, study, 1, 'worker-b');
    await recordEvents(store, study.id, [first.epoch(1), first.epoch(2), other.failed()]);
    await judgeTrials(store, study.id, [verdict('promote', 0, 2)]);
    const second = await startAttempt(store, study, 0, 'worker-b');
    await recordEvents(store, study.id, [second.epoch(3)]);
    const attempts = await readAttempts(reader, study.id);
    expect(attempts).toMatchObject([
      {
        trial: 0,
        attempt: 1,
        worker: 'worker-a',
        outcome: 'paused',
        lastEpoch: 2,
        endedAt: expect.any(Date),
      },
      {
        trial: 1,
        attempt: 1,
        worker: 'worker-b',
        outcome: 'failed',
        lastEpoch: null,
        endedAt: expect.any(Date),
      },
      { trial: 0, attempt: 2, worker: 'worker-b', outcome: null, lastEpoch: 3, endedAt: null },
    ]);
    expect(attempts.every(({ startedAt }) => startedAt instanceof Date)).toBe(true);
  });

  test('are those of no other study', async () => {
    const { store, reader } = fixture;
    const [one, other] = [await makeStudy(store), await makeStudy(store)];
    const attempt = await startAttempt(store, one, 0);
    await startAttempt(store, other, 0);
    await recordEvents(store, one.id, [attempt.epoch(1)]);
    expect(await readAttempts(reader, other.id)).toMatchObject([{ trial: 0, lastEpoch: null }]);
  });
});
