import { expect, test } from 'vitest';
import { describeContent } from '../src/words/describe-content.js';

test.each([
  [
    { kind: 'best', details: { trial: 7, epoch: 3, validationError: 0.031, before: 0.042 } },
    'study s: new best 3.10%',
    'Trial 7 reached a validation error of 3.10% at epoch 3, before 4.20%.',
  ],
  [
    {
      kind: 'failure',
      details: { count: 3, trials: [{ trial: 2, class: 'diverged', message: 'the loss is NaN' }] },
    },
    'study s: 3 trials failed',
    'trial 2 (diverged): the loss is NaN\nand 2 more',
  ],
  [
    { kind: 'stall', details: { minutes: 30.2, running: 2, workers: 1 } },
    'study s has stalled',
    'No epoch was recorded for 30 minutes. Workers: 1. Running trials: 2. ram-sweep logs s may say why.',
  ],
  [
    { kind: 'stall', details: { minutes: 45, running: 0, workers: 0 } },
    'study s has stalled',
    'No epoch was recorded for 45 minutes. No worker sends heartbeats; `ram-sweep worker` starts one.',
  ],
  [
    { kind: 'stall', details: { minutes: 1.2, running: 1, workers: 1 } },
    'study s has stalled',
    'No epoch was recorded for 1 minute. Workers: 1. Running trials: 1. ram-sweep logs s may say why.',
  ],
  [{ kind: 'stop', details: {} }, 'study s was stopped', 'ram-sweep resume s continues it.'],
  [
    {
      kind: 'end',
      details: {
        outcome: 'complete',
        trials: 20,
        failed: 1,
        drivenSeconds: 7_620,
        stoppedBy: 'after trial 12, by its patience: no better one in 8 trials',
        winner: { trial: 4, source: 'finalist', validationError: 0.031, halfWidth: 0.004, seeds: 3 },
        verdict: { attention: 'pays', text: 'learned 3.10% ± 0.40, random 9.50%: attention pays' },
      },
    },
    'study s is complete',
    [
      '20 trials, 1 failed, 2h07m',
      'The search ended after trial 12, by its patience: no better one in 8 trials',
      'Best validation error 3.10% ± 0.40 (trial 4; 3 seeds)',
      'learned 3.10% ± 0.40, random 9.50%: attention pays',
    ].join('\n'),
  ],
  [
    {
      kind: 'end',
      details: {
        outcome: 'failed',
        trials: 4,
        failed: 4,
        failures: [
          { class: 'diverged', trials: 3, first: 1, message: 'the loss is NaN', hint: 'try smaller steps' },
          { class: 'hung', trials: 1, first: 0, message: `${'a'.repeat(500)}b`, hint: 'try again' },
        ],
        drivenSeconds: 42,
        stoppedBy: null,
        winner: null,
        verdict: null,
      },
    },
    'study s is over without a result',
    [
      '4 trials, 4 failed, 42s',
      'diverged: 3 trials, the first is 1: the loss is NaN',
      'try smaller steps',
      `hung: trial 0: ${'a'.repeat(499)}…`,
      'try again',
    ].join('\n'),
  ],
  [
    {
      kind: 'end',
      details: {
        outcome: 'failed',
        trials: 1,
        failed: 1,
        drivenSeconds: 42,
        stoppedBy: null,
        winner: null,
        verdict: null,
      },
    },
    'study s is over without a result',
    '1 trial, 1 failed, 42s',
  ],
] as const)('%j', (content, title, text) => {
  expect(describeContent('s', content)).toEqual({ title, text });
});
