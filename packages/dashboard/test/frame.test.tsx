import { render } from 'ink-testing-library';
import { describe, expect, it } from 'vitest';
import { Dashboard } from '../src/components/dashboard.js';
import { layoutFor } from '../src/layout.js';
import { type Snapshot } from '@ram-sweep/results';
import { firstView, type View } from '../src/view.js';
import { snapshot } from './study.js';

function frame(
  columns: number,
  rows: number,
  view: View = firstView,
  {
    notice = null,
    drives = true,
    shown = snapshot,
  }: { notice?: string | null; drives?: boolean; shown?: Snapshot } = {},
): string[] {
  const layout = layoutFor(columns, rows, shown.workers.length);
  const app = render(
    <Dashboard snapshot={shown} view={view} layout={layout} notice={notice} drives={drives} />,
  );
  const text = app.lastFrame() ?? '';
  app.unmount();
  return text.split('\n').map((line) => line.trimEnd());
}

describe('the frame', () => {
  it('shows study, leaderboard, workers, best and events at 80×24', () => {
    const lines = frame(80, 24);
    expect(lines.slice(0, 6)).toEqual([
      'ram-sweep mnist-28 mnist, plain · active',
      // 4 of 10 epochs: 12 of 30 cells
      '████████████░░░░░░░░░░░░░░░░░░ 40%  4/10 epochs  41.3 steps/s',
      // 100 s for 4 epochs are 25 s an epoch, so 150 s for the 6 that are left
      '1/2 complete, 1 running, 0 waiting · 1m40s elapsed, 2m30s left',
      '   # trial state     val error   epoch    std glimpses  scale   time curve',
      '   1     1 complete      4.12%     3/5    0.1        3      1  1m02s █▅▁',
      '   2     0 running      27.50%     1/5   0.05        2      1    21s ▁',
    ]);
    expect(lines.find((line) => line.startsWith('best so far'))).toBe(
      'best so far: 4.12% (trial 1; search, one seed): std 0.1, glimpses 3, scale 1',
    );
    expect(lines.at(-1)).toBe('↑↓ move  ⏎ open  v look  y copy  x stop  q leave  s sort (rank)  ^C stop all');
  });

  it('says what ended the search, and shows what each trial is for from then on', () => {
    const stoppedBy = { budget: 'target', index: 1, reason: 'found' } as const;
    const [title, , , heading] = frame(80, 24, firstView, {
      shown: { ...snapshot, study: { ...snapshot.study, stoppedBy } },
    });
    expect(title).toBe('ram-sweep mnist-28 mnist, plain · active, search ended by target after trial 1');
    expect(frame(80, 24)[3]).not.toContain('phase');
    expect(heading).toContain('phase');
  });

  it.each([
    [80, 24],
    [100, 30],
    [200, 60],
  ])('fits a terminal of %i×%i with a row to spare, so that it never scrolls', (columns, rows) => {
    const lines = frame(columns, rows);
    expect(lines.length).toBeLessThan(rows);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  });

  it('has room for attempt and worker on a wide terminal', () => {
    const heading = frame(200, 60).find((line) => line.includes('val error'));
    expect(heading).toMatch(/try\s+time\s+worker\s+curve/);
  });

  it('does not promise that Ctrl-C ends a sweep that it only watches', () => {
    expect(frame(80, 24, firstView, { drives: false }).at(-1)).toBe(
      '↑↓ move  ⏎ open  v look  y copy  x stop  q leave  s sort (rank)',
    );
  });

  it('keeps to its lines with a long name, on a narrow terminal, after a message of several lines', () => {
    const study = { ...snapshot.study, name: 'a'.repeat(63), epochsDone: 2_400, epochsTotal: 24_000 };
    const message = 'trial 0 failed:\n  one\n  two';
    const activity = snapshot.activity.map((row) => ({ ...row, message }));
    const lines = frame(50, 24, firstView, { shown: { ...snapshot, study, activity } });
    expect(lines).toHaveLength(frame(50, 24).length);
    expect(lines.some((line) => line.endsWith('trial 0 failed: one two'))).toBe(true);
  });

  it('has room for the epochs of long trials', () => {
    const page = snapshot.page.map((row) => ({ ...row, epochs: 1_000, epochsTotal: 100_000 }));
    expect(frame(80, 24, firstView, { shown: { ...snapshot, page } }).join('\n')).toContain(' 1000/100000 ');
  });

  it('shows no params of trials that are planned, and counts those that are planned or paused', () => {
    const undrawn = { params: {}, epochs: 0, curve: [], bestValidationError: null };
    const page = snapshot.page.map((row, place) =>
      place === 0 ? { ...row, state: 'paused' as const } : { ...row, state: 'planned' as const, ...undrawn },
    );
    const counts = { ...snapshot.study.counts, complete: 0, running: 0, planned: 1, paused: 1 };
    const lines = frame(80, 24, firstView, {
      shown: { ...snapshot, page, study: { ...snapshot.study, counts } },
    });
    expect(lines[2]).toMatch(/^0\/2 complete, 0 running, 0 waiting, 1 planned, 1 paused · /);
    expect(lines[4]).toMatch(/ paused\s+4\.12%\s+3\/5 /);
    expect(lines[5]).toMatch(/ planned\s+–\s+0\/5\s+–\s+–\s+– /);
  });

  it('asks before it stops a trial', () => {
    expect(frame(80, 24, { ...firstView, stopping: 0 }).at(-1)).toBe(
      'stop trial 0? y: yes, any other key: no',
    );
  });

  it('says what is wrong in place of the keys', () => {
    expect(frame(80, 24, firstView, { notice: 'cannot read the results now: no server' }).at(-1)).toBe(
      'cannot read the results now: no server',
    );
  });
});
