import { PROTOCOL_VERSION, type Heartbeat } from '@ram-sweep/protocol';
import { addDrivenTime, lockStudy, recordEvents, recordWorkers, setStudyState } from '@ram-sweep/store';
import { readPulse } from '@ram-sweep/store/read';
import { describe, expect, it } from 'vitest';
import { makeStudy, startAttempt, useStore } from '../fixture.js';

const fixture = useStore();

const heartbeat = (
  study: string,
  run: { trial?: number; epoch?: number; step?: number } = {},
): Heartbeat => ({
  version: PROTOCOL_VERSION,
  worker: 'pulse-worker',
  host: 'box',
  pid: 2,
  engine: 'onnx',
  device: 'cpu',
  slots: 1,
  state: 'ready',
  startedAt: '2026-01-01T00:00:00Z',
  at: '2026-01-01T00:00:00Z',
  runs: [{ study, trial: 0, attempt: 1, epoch: 0, epochs: 3, step: 1, steps: 9, stepsPerSecond: 1, ...run }],
});

describe('the pulse of a study', () => {
  it('changes with all that happens to it, and with nothing that happens to another', async () => {
    const { store, reader } = fixture;
    const study = await makeStudy(store, { trials: 3 });
    let last = await readPulse(reader, [study.name]);
    const expectNews = async (what: string, isNews = true): Promise<void> => {
      const next = await readPulse(reader, [study.name]);
      expect(next !== last, what).toBe(isNews);
      last = next;
    };
    await expectNews('nothing', false);
    const attempt = await startAttempt(store, study, 0);
    await expectNews('a claim');
    await recordEvents(store, study.id, [attempt.epoch(1)]);
    await expectNews('an epoch');
    await recordEvents(store, study.id, [attempt.epoch(1)]);
    await recordEvents(store, study.id, [attempt.complete()]);
    await expectNews('the end of a trial');
    await setStudyState(store, { study: study.id, state: 'paused' });
    await expectNews('a pause');
    await addDrivenTime(store, study.id, 5);
    await expectNews('time');
    const lock = await lockStudy(store, study.id);
    await expectNews('a coordinator');
    await lock?.release();
    // Its session may take a moment to be gone.
    await expect.poll(() => readPulse(reader, [study.name])).not.toBe(last);
    last = await readPulse(reader, [study.name]);
    await makeStudy(store);
    await expectNews('another study', false);
    expect(await readPulse(reader, [study.id])).toBe(last);
  });

  it('changes with what workers train, not with each of their steps', async () => {
    const { store, reader } = fixture;
    const { id, name } = await makeStudy(store);
    const pulseAfter = async (run: Parameters<typeof heartbeat>[1]): Promise<string> => {
      await recordWorkers(store, [heartbeat(id, run)]);
      return readPulse(reader, [name]);
    };
    const first = await pulseAfter({ trial: 0, step: 1 });
    expect(await pulseAfter({ trial: 0, step: 2 })).toBe(first);
    const later = await pulseAfter({ trial: 0, epoch: 1, step: 0 });
    expect(later).not.toBe(first);
    expect(await pulseAfter({ trial: 1, epoch: 1 })).not.toBe(later);
  });

  it('of all studies changes with a new one; of none it is the workers’ alone', async () => {
    const { store, reader } = fixture;
    const [all, none] = [await readPulse(reader), await readPulse(reader, [])];
    await makeStudy(store);
    expect(await readPulse(reader)).not.toBe(all);
    expect(await readPulse(reader, [])).toBe(none);
    expect(await readPulse(reader, ['no-such-study'])).toBe(none);
  });
});
