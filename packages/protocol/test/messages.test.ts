import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ZodError, type ZodType } from 'zod';
import {
  claimReplySchema,
  claimSchema,
  commandReplySchema,
  commandSchema,
  compileTrialConfig,
  controlSchema,
  heartbeatSchema,
  jobSchema,
  PROTOCOL_VERSION,
  trialEventSchema,
} from '../src/index.js';

const version = PROTOCOL_VERSION;
const study = '6f1c0f7e-64bb-4b7e-9d2f-3a1f5c0f8e11';
const at = '2026-01-02T03:04:05.678Z';
const worker = 'host-1_4711';
const claim = { version, study, trial: 0, worker, environment: 'onnx 1.30.0, a CPU, Node 20' };
const checkpoint = { name: `${study}/3/1-2-0`, digest: 'ab'.repeat(32), bytes: 10, epoch: 2, step: 0 };
const result = {
  epoch: 2,
  steps: 42,
  learningRate: 0.001,
  trainLoss: 1.5,
  actionLoss: 1,
  baselineLoss: 0.2,
  reinforceLoss: -3,
  trainError: 0.5,
  validationError: 0.25,
  validationLoss: 1.2,
  seconds: 3.5,
};
const envelope = { version, study, trial: 3, attempt: 1, sequence: 0, worker, at };
const run = { study, trial: 3, attempt: 1, epoch: 2, epochs: 5, step: 7, steps: 42, stepsPerSecond: 20.5 };
const failure = { class: 'diverged', message: 'the loss is NaN', retryable: false, epoch: 1 };

const examples: readonly (readonly [string, ZodType, Record<string, unknown>])[] = [
  [
    'job',
    jobSchema,
    {
      version,
      study,
      studyName: 'a',
      trial: 0,
      dataset: { name: 'mnist', canvas: 'plain' },
      config: compileTrialConfig({}),
    },
  ],
  ['claim', claimSchema, claim],
  [
    'granted claim',
    claimReplySchema,
    { version, granted: true, attempt: 1, checkpoints: [checkpoint], untilEpoch: 3 },
  ],
  ['refused claim', claimReplySchema, { version, granted: false, reason: 'running' }],
  ['epoch event', trialEventSchema, { ...envelope, kind: 'epoch', result, checkpoint }],
  ['complete event', trialEventSchema, { ...envelope, kind: 'complete' }],
  ['failed event', trialEventSchema, { ...envelope, kind: 'failed', failure }],
  ['released event', trialEventSchema, { ...envelope, kind: 'released', checkpoint: null }],
  ['cancelled event', trialEventSchema, { ...envelope, kind: 'cancelled', checkpoint }],
  ['notice event', trialEventSchema, { ...envelope, kind: 'notice', message: 'a checkpoint was damaged' }],
  [
    'heartbeat',
    heartbeatSchema,
    {
      version,
      worker,
      host: 'h',
      pid: 1,
      engine: 'onnx',
      device: 'CPU',
      slots: 1,
      state: 'ready',
      startedAt: at,
      at,
      runs: [run],
    },
  ],
  ['control', controlSchema, { version, kind: 'cancel', study, trial: 0, attempt: 1, reason: 'fenced' }],
  ['command', commandSchema, { version, study, kind: 'stop-trial', trial: 0 }],
  ['command reply', commandReplySchema, { version, ok: true, message: 'stopped' }],
];

describe.each(examples)('a %s', (_, schema, message) => {
  test('survives the wire', () => {
    expect(schema.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
  });

  test('of another version is refused', () => {
    for (const other of [PROTOCOL_VERSION + 1, String(PROTOCOL_VERSION), undefined]) {
      expect(schema.safeParse({ ...message, version: other }).success).toBe(false);
    }
  });

  test('with a field that nobody knows is refused', () => {
    expect(schema.safeParse({ ...message, extra: 1 }).success).toBe(false);
  });

  test('with a field missing is refused', () => {
    for (const field of Object.keys(message)) {
      const { [field]: _left, ...rest } = message;
      expect(schema.safeParse(rest).success, field).toBe(false);
    }
  });

  test('with any field changed to any other JSON is accepted or refused, never a crash', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(message)), fc.jsonValue(), (field, value) => {
        const { success, data, error } = schema.safeParse({ ...message, [field]: value });
        if (success) expect(schema.parse(data)).toEqual(data);
        else expect(error).toBeInstanceOf(ZodError);
      }),
      { seed: 1 },
    );
  });

  test('that is any other JSON is refused, never a crash', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(schema.safeParse(value).error).toBeInstanceOf(ZodError);
      }),
      { seed: 1 },
    );
  });
});

describe('numbers that JSON cannot carry do not pass as numbers', () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY])('a loss of %d', (trainLoss) => {
    const event = { ...envelope, kind: 'epoch', result: { ...result, trainLoss }, checkpoint: null };
    expect(trialEventSchema.safeParse(event).success).toBe(false);
    expect(trialEventSchema.safeParse(JSON.parse(JSON.stringify(event))).success).toBe(false);
  });
});

test.each([
  ['worker', 'a.b'],
  ['worker', 'a b'],
  ['worker', '*'],
  ['worker', ''],
  ['study', 'quickstart'],
  ['study', '>'],
])('a %s of %j is refused: it would be part of a subject', (field, value) => {
  expect(claimSchema.safeParse({ ...claim, [field]: value }).success).toBe(false);
});

test('attempts count from 1, trials and sequences from 0', () => {
  const complete = { ...envelope, kind: 'complete' };
  expect(trialEventSchema.safeParse({ ...complete, attempt: 0 }).success).toBe(false);
  expect(trialEventSchema.safeParse({ ...complete, trial: -1 }).success).toBe(false);
  expect(trialEventSchema.safeParse({ ...complete, sequence: -1 }).success).toBe(false);
  expect(trialEventSchema.safeParse({ ...complete, trial: 0, sequence: 0 }).success).toBe(true);
});
