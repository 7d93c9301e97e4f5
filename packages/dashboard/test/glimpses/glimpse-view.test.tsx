import { stripVTControlCharacters } from 'node:util';
import { useInput } from 'ink';
import { render } from 'ink-testing-library';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { glimpseLines } from '../../src/glimpses/glimpse-lines.js';
import { GlimpseView, type GlimpseViewProps } from '../../src/glimpses/glimpse-view.js';
import { firstPlayback } from '../../src/glimpses/playback.js';
import type { TraceMessage } from '../../src/glimpses/traced.js';
import { PageKeys } from '../../src/hooks/page-keys.js';
import { traced } from './path.js';

const first = { ...firstPlayback, traced: traced([7, 1]) };
const trimmed = (lines: readonly string[]): string[] => lines.map((line) => line.trimEnd());

describe('the picture of a glimpse', () => {
  it('has the image, the glimpse upon it, and what the retina saw, in plain text where there are no colours', () => {
    // 11 rows leave 5 for the image: too few to enlarge its 4 lines. A line has two rows of pixels.
    expect(trimmed(glimpseLines(first, { columns: 60, rows: 11, colours: 'none' }))).toEqual([
      'where trial 3 looks · epoch 12, validation error 3.12%',
      'validation image 0 (1 of 2)',
      '',
      '@@@@       glimpse 1/2 (+0.00, +0.00)',
      '@@+--+     * .',
      '@@+-o+',
      '@@@@',
      '',
      '',
    ]);
  });

  it('has the answer once the last glimpse is taken, and whether it is right', () => {
    const last = { ...first, step: 1 };
    const lines = trimmed(glimpseLines(last, { columns: 60, rows: 20, colours: 'none' }));
    expect(lines.join('\n')).toMatch(/answer 7: right\n.*7 {2}########### 75\.0%\n.*1 {2}#### 25\.0%/);
    expect(
      glimpseLines({ ...last, image: 1 }, { columns: 60, rows: 20, colours: 'none' }).join('\n'),
    ).toContain('answer 7: wrong, it is 1');
  });

  it.each([
    [20, 6],
    [60, 20],
    [80, 24],
    [120, 40],
    [200, 60],
  ])('fits %i×%i, with a row for the keys and one to spare', (columns, rows) => {
    for (const colours of ['none', 'ansi256', 'truecolor'] as const) {
      const lines = glimpseLines({ ...first, step: 1 }, { columns, rows, colours }).map(
        stripVTControlCharacters,
      );
      expect(lines).toHaveLength(rows - 2);
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(Math.max(columns, 40));
    }
  });

  it('is as large as the screen has room for', () => {
    const widths = [20, 40, 60].map((rows) => {
      const lines = glimpseLines(first, { columns: 200, rows, colours: 'none' });
      return /^@*/.exec(lines[3] ?? '')![0].length;
    });
    // Half of 8 pixels, enlarged as often as twice the rows that are left (14, 34, 54) hold them: 3, 8 and 13 times.
    expect(widths).toEqual([12, 32, 52]);
  });
});

/** The view where the dashboard shows it, which hears the keys. */
function Shown(props: Omit<GlimpseViewProps, 'keys'>) {
  const [keys] = useState(() => new PageKeys());
  useInput((input, key) => void keys.pass(input, key));
  return <GlimpseView {...props} keys={keys} />;
}

/** The view, with a tracer that tells what the test has it tell. */
function open() {
  const told: ((message: TraceMessage) => void)[] = [];
  const events: string[] = [];
  const app = render(
    <Shown
      trial={3}
      trace={(trial, tell) => {
        told.push(tell);
        events.push(`traces ${trial}`);
        return () => events.push('stopped');
      }}
      colours="none"
      columns={80}
      rows={24}
      onLeave={() => events.push('left')}
      onInterrupt={() => events.push('interrupted')}
    />,
  );
  return {
    app,
    events,
    tell: (message: TraceMessage) => told[0]?.(message),
    frame: () => app.lastFrame() ?? '',
  };
}

describe('the view of glimpses', () => {
  it('says that it is loading, plays what comes, and says in words what fails', async () => {
    const { app, tell, frame, events } = open();
    await expect.poll(frame).toContain('loading the model of trial 3 …');
    await expect.poll(() => events).toEqual(['traces 3']);
    tell({ kind: 'traced', traced: traced([7, 1]) });
    await expect.poll(frame).toContain('glimpse 1/2');
    await expect.poll(frame).toContain('answer 7: right');
    tell({ kind: 'failure', message: 'the study has been deleted' });
    await expect.poll(frame).toContain('the study has been deleted');
    expect(frame()).toContain('validation image 0');
    app.unmount();
  });

  it('moves a sign while it loads, and counts the seconds', async () => {
    const { app, frame } = open();
    const seen = new Set<string>();
    await expect.poll(() => seen.add(frame().slice(0, 1)).size, { timeout: 20_000 }).toBeGreaterThan(3);
    await expect.poll(frame, { timeout: 20_000 }).toMatch(/^. loading the model of trial 3 … [1-9]\d*s *\n/);
    expect(frame()).toMatch(/ q back *$/);
    app.unmount();
  });

  it('ends the tracing when it is left', async () => {
    const { app, events } = open();
    await expect.poll(() => events).toEqual(['traces 3']);
    app.stdin.write('q');
    app.stdin.write('\u0003');
    await expect.poll(() => events).toEqual(['traces 3', 'left', 'interrupted']);
    app.unmount();
    await expect.poll(() => events.at(-1)).toBe('stopped');
  });
});
