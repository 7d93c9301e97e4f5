import { appendFile, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatLine } from '@ram-sweep/log';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { InOrder } from '../../src/logs/in-order.js';
import { findLog } from '../../src/logs/find-log.js';
import { readEntries } from '../../src/logs/follow-log.js';
import { describeEntry, type LogEntry, type LogFilter } from '../../src/logs/log-entries.js';
import { LogTail } from '../../src/logs/log-tail.js';

const START = new Date('2026-11-28T12:00:00Z').getTime();

/** A line that was written so many milliseconds after the start. */
const line = (ms: number, program: string, message: string, level: 'info' | 'warn' = 'info'): string =>
  `${formatLine({ at: new Date(START + ms), level, program, message, fields: {} })}\n`;

const textAt = (ms: number, text: string) => ({ at: new Date(ms), text });
const texts = (lines: readonly { text: string }[]) => lines.map(({ text }) => text);
describe('lines of several sources', () => {
  test('are held for a while, and come in the order of time', () => {
    const held = new InOrder<{ at: Date; text: string }>(100);
    held.add(textAt(30, 'c'), 0);
    held.add(textAt(10, 'a'), 50);
    held.add(textAt(90, 'd'), 90);
    expect(held.take(99)).toEqual([]);
    held.add(textAt(20, 'b'), 99);
    expect(texts(held.take(100))).toEqual(['a', 'b', 'c']);
    expect(held.take(189)).toEqual([]);
    expect(texts(held.take(190))).toEqual(['d']);
  });

  test('of the same time stay in the order in which they came; one that is late is printed all the same', () => {
    const held = new InOrder<{ at: Date; text: string }>(100);
    for (const text of ['x', 'y', 'z']) held.add(textAt(5, text), 0);
    expect(texts(held.take(100))).toEqual(['x', 'y', 'z']);
    held.add(textAt(1, 'late'), 101);
    expect(texts(held.takeAll())).toEqual(['late']);
  });
});

const never = () => Promise.resolve(false);

describe('the log of a sweep', () => {
  let file: string;

  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-logs-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    file = join(folder, 'sweep.log');
  });

  const messages = async (filter: LogFilter = {}): Promise<string[]> => {
    const all: LogEntry[] = [];
    const { signal } = new AbortController();
    for await (const portion of readEntries(new LogTail(file), filter, { goesOn: never, signal }))
      all.push(...portion);
    return all.map(({ program, message, more }) => [`${program}: ${message}`, ...more].join(' | '));
  };

  test('is read in the order of time, with what libraries print behind the line before it', async () => {
    const lines = [line(20, 'worker 1', 'two'), '    at a stack\n', line(10, 'coordinator', 'one')];
    await writeFile(file, ['a program that is not ours\n', ...lines, line(30, 'worker 2', 'three')].join(''));
    expect(await messages()).toEqual([
      'coordinator: one',
      'worker 1: two |     at a stack',
      'worker 2: three',
    ]);
  });

  test('is read whole, however long it is', async () => {
    const many = Array.from({ length: 30_000 }, (_, index) => line(index, 'worker 1', `number ${index}`));
    await writeFile(file, many.join(''));
    const read = await messages();
    expect(read).toHaveLength(30_000);
    expect(read.at(-1)).toBe('worker 1: number 29999');
  });

  test('is filtered by worker, with what the supervisor says of it, and by time', async () => {
    const lines = [
      line(0, 'supervisor', 'worker 1 started'),
      line(0, 'supervisor', 'worker 12 started'),
      line(10, 'worker 1', 'early'),
      line(20, 'worker 2', 'other'),
      line(30, 'worker 1', 'late'),
    ];
    await writeFile(file, lines.join(''));
    const late = { worker: 1, since: new Date(START + 20) };
    expect(await messages({ worker: 1 })).toEqual([
      'supervisor: worker 1 started',
      'worker 1: early',
      'worker 1: late',
    ]);
    expect(await messages(late)).toEqual(['worker 1: late']);
  });

  test('is followed for as long as the sweep runs, to its last line', async () => {
    await writeFile(file, line(0, 'coordinator', 'first'));
    let looks = 0;
    const goesOn = async (): Promise<boolean> => {
      looks += 1;
      if (looks === 3) await appendFile(file, line(10, 'coordinator', 'second'));
      if (looks < 6) return true;
      // The last line is written as the sweep ends.
      if (looks === 6) await appendFile(file, line(20, 'coordinator', 'last'));
      return false;
    };
    const told: string[] = [];
    const { signal } = new AbortController();
    for await (const portion of readEntries(new LogTail(file), {}, { goesOn, signal }))
      told.push(...portion.map(({ message }) => message));
    expect(told).toEqual(['first', 'second', 'last']);
  });

  test('is read anew where it became shorter', async () => {
    const tail = new LogTail(file);
    expect(await tail.next()).toEqual([]);
    await writeFile(file, 'one\ntwo\nhal');
    expect(await tail.next()).toEqual(['one', 'two']);
    await writeFile(file, 'new\n');
    expect(await tail.next()).toEqual(['new']);
  });

  test('shows people a time, who it was, and words without quotes', () => {
    const at = new Date(2020, 0, 2, 3, 4, 5, 6);
    const fields = { trial: 3, state: 'paused', reason: 'two words' };
    const entry = {
      at,
      level: 'warn',
      program: 'worker 1',
      message: 'it is so',
      fields,
      more: ['x'],
    } as const;
    expect(describeEntry(entry)).toBe(
      '2020-01-02 03:04:05.006 UTC worker 1: warning: it is so trial=3 state=paused reason="two words"\n  x',
    );
  });
});

test('the log that is meant without a name is the one written last; others are named where one is missing', async () => {
  const home = await mkdtemp(join(tmpdir(), 'ram-sweep-logs-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  await expect(findLog(home, undefined)).rejects.toMatchObject({ kind: 'not-found' });
  await mkdir(join(home, 'logs'));
  for (const [index, study] of ['newer', 'older'].entries()) {
    const file = join(home, 'logs', `sweep-${study}.log`);
    await writeFile(file, '');
    await utimes(file, 1_000, 1_000 - index);
  }
  expect(await findLog(home, undefined)).toMatchObject({ study: 'newer' });
  expect(await findLog(home, 'older')).toMatchObject({ study: 'older' });
  await expect(findLog(home, 'none')).rejects.toMatchObject({
    hint: expect.stringContaining('newer, older'),
  });
  await expect(findLog(home, '../etc')).rejects.toMatchObject({ kind: 'usage' });
});
