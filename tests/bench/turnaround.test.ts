import { expect, test } from 'vitest';
import { turnaroundParts } from '../../bench/turnaround-parts.mjs';

const inThread = (thread: number, seed: number, marks: Record<string, number>) =>
  Object.entries(marks).map(([mark, at]) => ({ mark, at, thread, seed }));
const inMain = (trial: number, marks: Record<string, number>) =>
  Object.entries(marks).map(([mark, at]) => ({ mark, at, thread: 0, trial }));

test('a change goes from a trial to its successor in the same thread, with what was claimed before it counted as no wait', () => {
  const marks = [
    { mark: 'job pulled', at: 0, thread: 0, trial: 1, seed: 11 },
    { mark: 'job pulled', at: 0, thread: 0, trial: 2, seed: 22 },
    ...inThread(5, 11, { 'first step': 1, 'epoch ended': 100, 'training ended': 103, 'graph freed': 104 }),
    ...inThread(6, 22, { 'first step': 2 }),
    ...inMain(1, { 'checkpoint stored': 120, 'epoch event stored': 121, 'complete event stored': 122 }),
    { mark: 'job pulled', at: 95, thread: 0, trial: 3, seed: 33 },
    ...inMain(3, { 'claim granted': 98 }),
    ...inThread(5, 33, {
      'images divided': 106,
      'compilation begun': 107,
      'graph compiled': 137,
      'first step': 141,
    }),
  ];
  expect(turnaroundParts(marks)).toEqual([
    {
      whole: 41,
      besideCompilation: 11,
      parts: {
        'training ended': 3,
        'graph freed': 1,
        'job pulled': 0,
        'claim granted': 0,
        'images divided': 2,
        'compilation begun': 1,
        'graph compiled': 30,
        'first step': 4,
      },
      stored: { 'checkpoint stored': 20, 'epoch event stored': 21, 'complete event stored': 22 },
    },
  ]);
});
