import { describe, expect, it } from 'vitest';
import { Restarts, type Ending } from '../../src/supervisor/restarts.js';

const crash: Ending = { livedMs: 1_000, hasTrained: false, isWaiting: false };
const away: Ending = { livedMs: 1_000, hasTrained: false, isWaiting: true };

const times = (count: number, ending: Ending) => Array.from({ length: count }, () => ending);

const pauses = (restarts: Restarts, endings: readonly Ending[]) =>
  endings.map((ending) => restarts.pauseAfter(ending));

describe('a process that ended is started again', () => {
  it('after pauses that double to 10 s, and given up at the tenth crash in a row', () => {
    expect(pauses(new Restarts(), times(10, crash))).toEqual([
      250,
      500,
      1_000,
      2_000,
      4_000,
      8_000,
      10_000,
      10_000,
      10_000,
      null,
    ]);
  });

  it('as after a first crash if it had lived for long, or had trained', () => {
    const endings = [crash, crash, { ...crash, livedMs: 10_001 }, crash, { ...crash, hasTrained: true }];
    expect(pauses(new Restarts(), endings)).toEqual([250, 500, 250, 500, 250]);
  });

  it('for as long as a server is unreachable, ever more seldom', () => {
    // Each time it lives 1 s: 1 + 0, then 1 + (1 + 1)/10, then 1 + (2 + 1 + 1.2)/10.
    expect(pauses(new Restarts(), [away, away, away])).toEqual([1_000, 1_200, 1_420]);
    const restarts = new Restarts();
    const all = pauses(restarts, times(100, away));
    expect(all.at(-1)).toBe(10_000);
    // It came back, and goes away again.
    expect(restarts.pauseAfter({ ...away, livedMs: 60_000 })).toBe(1_000);
  });

  it('and its crashes are counted apart from the times that a server was away', () => {
    const endings = [...times(9, crash), away, away, crash];
    expect(pauses(new Restarts(), endings).slice(9)).toEqual([1_000, 1_200, null]);
  });
});
