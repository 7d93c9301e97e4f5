import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Leases } from '../src/workers/leases.js';

const run = (trial: number, attempt = 1, worker = 'w1') => ({ trial, attempt, worker });

describe('leases', () => {
  it('lapse when no heartbeat has listed the run for longer than the lease', () => {
    const leases = new Leases(10_000);
    leases.grant(run(3), 0);
    leases.confirm('w1', [{ trial: 3, attempt: 1 }], 4_000);
    // Heard at 4,000, so the lease ends after 14,000.
    expect(leases.lapsed(14_000)).toEqual([]);
    expect(leases.lapsed(14_001)).toMatchObject([run(3)]);
  });

  it('lapse although the worker is alive, if it does not list the run', () => {
    const leases = new Leases(10_000);
    leases.grant(run(3), 0);
    leases.confirm('w1', [], 9_000);
    expect(leases.lapsed(10_001)).toMatchObject([run(3)]);
  });

  it('lapse at once for a worker that is known to be gone, and for no other', () => {
    const leases = new Leases(10_000);
    leases.grant(run(3), 0);
    leases.grant(run(4, 1, 'w2'), 0);
    leases.expire('w1');
    expect(leases.lapsed(1)).toMatchObject([run(3)]);
  });

  it('know whether the worker ever knew of the run', () => {
    const leases = new Leases(1_000);
    leases.grant(run(3), 0);
    leases.grant(run(4), 0);
    leases.confirm('w1', [{ trial: 4, attempt: 1 }], 0);
    expect(leases.lapsed(1_001)).toMatchObject([
      { trial: 3, listed: false },
      { trial: 4, listed: true },
    ]);
  });

  it('name runs of an older attempt or of another worker as strangers, and are not kept by them', () => {
    const leases = new Leases(10_000);
    leases.grant(run(3, 2, 'w2'), 0);
    expect(leases.confirm('w1', [{ trial: 3, attempt: 1 }], 5_000)).toEqual([run(3, 1, 'w1')]);
    expect(leases.confirm('w1', [{ trial: 3, attempt: 2 }], 5_000)).toEqual([run(3, 2, 'w1')]);
    expect(leases.lapsed(10_001)).toMatchObject([run(3, 2, 'w2')]);
  });

  it('end only for the attempt that holds them', () => {
    const leases = new Leases(10_000);
    leases.grant(run(3, 2), 0);
    expect(leases.end(3, 1)).toBe(false);
    expect(leases.size).toBe(1);
    expect(leases.end(3, 2)).toBe(true);
    expect(leases.size).toBe(0);
  });

  it('do not lapse after a silence on our side', () => {
    const leases = new Leases(10_000);
    leases.grant(run(3), 0);
    leases.renewAll(60_000);
    expect(leases.lapsed(70_000)).toEqual([]);
    expect(leases.lapsed(70_001)).toHaveLength(1);
  });

  it('stay lapsed for a worker that is known to be gone, whichever side was silent', () => {
    const leases = new Leases(10_000);
    leases.grant(run(3), 0);
    leases.grant(run(4, 1, 'w2'), 0);
    leases.expire('w1');
    leases.renewAll(1);
    expect(leases.lapsed(2)).toMatchObject([run(3)]);
    expect(leases.isLapsed(run(3), 2)).toBe(true);
    expect(leases.isLapsed(run(3, 2), 2)).toBe(false);
    expect(leases.isLapsed(run(4, 1, 'w2'), 2)).toBe(false);
  });

  it('keep every run that is listed often enough, whatever else happens in between', () => {
    const beat = fc.record({
      gap: fc.integer({ min: 1, max: 999 }),
      others: fc.array(fc.nat(20), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(beat, { minLength: 1, maxLength: 50 }), (beats) => {
        const leases = new Leases(1_000);
        leases.grant(run(99), 0);
        let now = 0;
        for (const { gap, others } of beats) {
          now += gap;
          for (const trial of others) leases.grant(run(trial, 1, 'w2'), now);
          expect(leases.lapsed(now).filter(({ trial }) => trial === 99)).toEqual([]);
          leases.confirm('w1', [{ trial: 99, attempt: 1 }], now);
        }
      }),
    );
  });
});
