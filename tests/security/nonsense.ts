import { PROTOCOL_VERSION } from '@ram-sweep/protocol';
import * as fc from 'fast-check';

/*
 * Messages that keep to the protocol, or nearly, with values at the edges of what it allows. "own" stands for the id of
 * a study that has the trials 0 and 1, of which 1 is running as its first attempt.
 */
const version = PROTOCOL_VERSION;

const anyNumber = fc.oneof(
  fc.constantFrom(0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53 - 1),
  fc.maxSafeNat(),
);
const anyFloat = fc.oneof(
  fc.constantFrom(0, 5e-324, 1e-308, 1e308, Number.MAX_VALUE, 1e-5),
  fc.double({ noDefaultInfinity: true, noNaN: true }).map(Math.abs),
);
/** Quotes, backslashes, NUL, halves of surrogate pairs, and long. */
const anyText = (maxLength: number) =>
  fc.oneof(
    fc
      .constantFrom("'; drop schema ram_sweep cascade; --", '\\', '\0', '\ud800', '"', '%s', '{}', '\u202e')
      .map((text) => text.repeat(Math.floor(maxLength / text.length))),
    fc.string({ unit: 'binary', maxLength }),
  );
const anyTime = fc.oneof(
  fc.constantFrom(
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '1000-01-01T00:00:00.000000001Z',
    '2999-12-31T23:59:59Z',
  ),
  fc
    .date({ noInvalidDate: true, max: new Date('2999-12-31'), min: new Date('1000-01-01') })
    .map((date) => date.toISOString()),
);
const worker = fc.constantFrom('honest', 'stranger-1', 'stranger-2', '-', 'constructor', '__proto__');

export const heartbeats = fc.record({
  version: fc.constant(version),
  worker,
  host: anyText(200),
  pid: fc.oneof(
    anyNumber,
    anyNumber.map((value) => -value),
  ),
  engine: anyText(100),
  device: anyText(200),
  slots: fc.oneof(anyNumber, fc.nat(4096)),
  state: fc.constantFrom('ready', 'draining'),
  startedAt: anyTime,
  at: anyTime,
  runs: fc.array(
    fc.record({
      study: fc.constantFrom('own', '00000000-0000-4000-8000-000000000000'),
      trial: anyNumber,
      attempt: anyNumber.map((value) => Math.max(1, value)),
      epoch: anyNumber,
      epochs: anyNumber.map((value) => Math.max(1, value)),
      step: anyNumber,
      steps: anyNumber,
      stepsPerSecond: anyFloat,
    }),
    { maxLength: 3 },
  ),
});

export const claims = fc.record({
  version: fc.constant(version),
  study: fc.constant('own'),
  // Those of the study are the honest worker's.
  trial: anyNumber.map((value) => Math.max(2, value)),
  worker,
  environment: anyText(300),
});

const checkpoint = fc.record({
  name: fc.oneof(
    anyText(300).filter((text) => text !== ''),
    fc.constant('own/1/1-1-0'),
  ),
  digest: fc.constant('0'.repeat(64)),
  bytes: anyNumber,
  epoch: anyNumber,
  step: anyNumber,
});
const share = fc.double({ min: 0, max: 1, noNaN: true });
const result = fc.record({
  epoch: fc.oneof(
    fc.constantFrom(1, 2, 3),
    anyNumber.map((value) => Math.max(1, value)),
  ),
  steps: anyNumber,
  learningRate: anyFloat,
  trainLoss: anyFloat,
  actionLoss: anyFloat,
  baselineLoss: anyFloat,
  reinforceLoss: anyFloat,
  trainError: share,
  validationError: share,
  validationLoss: anyFloat,
  seconds: fc.oneof(anyFloat, fc.double({ min: 0, max: 1e9, noNaN: true })),
});
const body = fc.oneof(
  fc.record({ kind: fc.constant('epoch'), result, checkpoint: fc.option(checkpoint) }),
  fc.record({ kind: fc.constant('notice'), message: anyText(1000) }),
  fc.record({
    kind: fc.constant('failed'),
    failure: fc.record({
      class: fc.constantFrom('error', 'diverged'),
      message: anyText(4000),
      retryable: fc.boolean(),
      epoch: anyNumber,
    }),
  }),
  fc.record({ kind: fc.constantFrom('released', 'cancelled'), checkpoint: fc.option(checkpoint) }),
  fc.record({ kind: fc.constant('complete') }),
);
export const events = fc
  .record({
    version: fc.constant(version),
    study: fc.constant('own'),
    trial: fc.oneof(fc.constant(1), anyNumber),
    attempt: fc.oneof(
      fc.constant(1),
      anyNumber.map((value) => Math.max(1, value)),
    ),
    sequence: anyNumber,
    worker,
    at: anyTime,
    body,
  })
  // What ends the attempt of the trial that is beset would make all that follows stale.
  .filter(
    ({ trial, attempt, body: { kind } }) =>
      !(trial === 1 && attempt === 1) || kind === 'epoch' || kind === 'notice',
  )
  .map(({ body: rest, ...envelope }) => ({ ...envelope, ...rest }));
