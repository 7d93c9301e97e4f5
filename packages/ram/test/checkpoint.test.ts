import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  CheckpointCorruptError,
  decodeCheckpoint,
  encodeCheckpoint,
  Training,
  type Checkpoint,
} from '../src/index.js';
import { blobConfig, blobs } from './blob-images.js';
import { softmaxRegression } from './softmax-regression.js';
import { runFor } from './trained.js';

let checkpoint: Checkpoint;
let bytes: Uint8Array;

beforeAll(async () => {
  const training = await Training.start({ engine: softmaxRegression, config: blobConfig(), data: blobs() });
  // 4 steps and 1 pass of validation make an epoch: this stops in the second epoch.
  await runFor(7, training);
  checkpoint = await training.checkpoint();
  bytes = encodeCheckpoint(checkpoint);
});

/** With the digest that belongs to them: what a faulty writer would leave. */
function signed(body: Uint8Array): Uint8Array {
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

const bodyOf = (file: Uint8Array): Buffer => Buffer.from(file.subarray(0, -32));

function problemOf(file: Uint8Array): string {
  try {
    decodeCheckpoint(file);
  } catch (error) {
    expect(error).toBeInstanceOf(CheckpointCorruptError);
    expect(error).toMatchObject({ retryable: true, bytes: file.length });
    return (error as CheckpointCorruptError).problem;
  }
  throw new Error('it was read');
}

/** The checkpoint with its header changed and its digest renewed. */
function withHeader(change: (header: string) => string): Uint8Array {
  const body = bodyOf(bytes);
  const end = 16 + body.readUInt32LE(12);
  const header = Buffer.from(change(body.toString('utf8', 16, end)));
  const start = Buffer.from(body.subarray(0, 16));
  start.writeUInt32LE(header.length, 12);
  return signed(Buffer.concat([start, header, body.subarray(end)]));
}

const withFields = (fields: object): Uint8Array =>
  withHeader((header) => JSON.stringify({ ...(JSON.parse(header) as object), ...fields }));

describe('a checkpoint', () => {
  it('is restored from its bytes unchanged', () => {
    expect(checkpoint).toMatchObject({ epoch: 1, step: 2, best: { epoch: 1 } });
    expect(decodeCheckpoint(bytes)).toEqual(checkpoint);
    expect(encodeCheckpoint(decodeCheckpoint(bytes))).toEqual(bytes);
  });

  it('comes back from any place in a larger buffer', () => {
    const larger = Buffer.concat([Buffer.alloc(3), bytes, Buffer.alloc(5)]);
    expect(decodeCheckpoint(larger.subarray(3, -5))).toEqual(checkpoint);
  });

  it('keeps every bit of its numbers', () => {
    const strange = Float32Array.of(NaN, -0, Infinity, 1e-45, ...new Float32Array(44));
    const parameters = { ...checkpoint.state.parameters, 'action.weight': strange };
    const changed = { ...checkpoint, state: { ...checkpoint.state, parameters } };
    const read = decodeCheckpoint(encodeCheckpoint(changed));
    expect(Buffer.from(read.state.parameters['action.weight']!.buffer)).toEqual(Buffer.from(strange.buffer));
  });

  it('begins with its name and version', () => {
    expect(Buffer.from(bytes.subarray(0, 12))).toEqual(Buffer.from('RAMSWEEP\x01\0\0\0', 'latin1'));
  });

  it('has its own buffer, which can be transferred to another thread', () => {
    const copy = encodeCheckpoint(checkpoint);
    expect(copy.buffer.byteLength).toBe(copy.length);
    expect(structuredClone(copy, { transfer: [copy.buffer] })).toEqual(bytes);
  });
});

describe('a damaged checkpoint is refused', () => {
  it('cut off anywhere', () => {
    for (let length = 0; length < bytes.length; length += 1) problemOf(bytes.subarray(0, length));
  });

  it('with any one byte changed', () => {
    const anywhere = fc.nat(bytes.length - 1);
    const otherwise = fc.integer({ min: 1, max: 255 });
    fc.assert(
      fc.property(anywhere, otherwise, (index, bits) => {
        const changed = bytes.slice();
        changed[index]! ^= bits;
        expect(problemOf(changed)).toMatch(/begin like one|version is|SHA-256/);
      }),
      { numRuns: 4000 },
    );
  });

  it('of any other bytes', () => {
    const noise = fc.uint8Array({ maxLength: 400 });
    const start = Buffer.from('RAMSWEEP\x01\0\0\0', 'latin1');
    fc.assert(
      fc.property(noise, fc.constantFrom('bare', 'started', 'signed'), (tail, dress) => {
        const body = dress === 'bare' ? tail : Buffer.concat([start, tail]);
        problemOf(dress === 'signed' ? signed(body) : body);
      }),
      { numRuns: 4000 },
    );
  });

  it('or read as something whole, if header bytes change and the digest with them', () => {
    const body = bodyOf(bytes);
    const headerEnd = 16 + body.readUInt32LE(12);
    const edits = fc.array(fc.tuple(fc.integer({ min: 12, max: headerEnd }), fc.nat(255)), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(edits, (changes) => {
        const changed = Buffer.from(body);
        for (const [index, value] of changes) changed[index] = value;
        expectWholeOrRefused(signed(changed));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([2 ** 32 - 1, 2 ** 31, 1_000_000])('with a header of %i bytes', (length) => {
    const body = bodyOf(bytes);
    body.writeUInt32LE(length, 12);
    expect(problemOf(signed(body))).toBe('its header is longer than the file');
  });

  it('of a later version', () => {
    const body = bodyOf(bytes);
    body.writeUInt32LE(2, 8);
    expect(problemOf(signed(body))).toBe('its version is 2, and this program reads 1');
  });

  it('with arrays larger than the file, before there is memory for them', () => {
    const huge = { arrays: [['parameters', 'patch.weight', Number.MAX_SAFE_INTEGER]] };
    expect(problemOf(withFields(huge))).toMatch(/bytes of data instead of/);
  });

  it('with data that no array claims', () => {
    expect(problemOf(signed(Buffer.concat([bodyOf(bytes), Buffer.alloc(4)])))).toMatch(
      /bytes of data instead/,
    );
  });

  it('with weights of another model', () => {
    const problem = problemOf(withHeader((header) => header.replaceAll('"action.weight"', '"action.wait"')));
    expect(problem).toBe('parameters.action.weight is missing, and this model has it');
  });

  it.each([
    [{ epoch: 2 }, /1 results recorded for 2 epochs/],
    [{ epoch: -1 }, /at epoch/],
    [{ step: 5 }, /step 5 is beyond the end of an epoch/],
    [{ step: 1 }, /16 rows recorded for 1 steps/],
    [{ best: null }, /best epoch and its epochs do not agree/],
    [{ best: { epoch: 2, validationError: 0 } }, /best epoch is not complete/],
    [{ history: [] }, /0 results recorded for 1 epochs/],
    [{ extra: 1 }, /at the top: Unrecognized key/],
    [{ config: { ...blobConfig(), glimpses: 0 } }, /at config.glimpses/],
  ])('that contradicts itself: %o', (fields, problem) => {
    expect(problemOf(withFields(fields))).toMatch(problem);
  });

  it('with results out of order, or more of them than its config has epochs', () => {
    const [first] = checkpoint.history;
    const second = { ...first, epoch: 2 };
    expect(problemOf(withFields({ history: [second] }))).toMatch(/results are out of order/);
    const beyond = { epoch: 2, history: [first, second], config: { ...checkpoint.config, epochs: 1 } };
    expect(problemOf(withFields(beyond))).toMatch(/epoch 2 is beyond the last one, 1/);
  });

  it('with more right answers than images', () => {
    const partial = { ...checkpoint.partial, correct: checkpoint.partial.rows + 1 };
    expect(problemOf(withFields({ partial }))).toMatch(/more rows are right than there are/);
  });

  it('with two arrays of one name', () => {
    const twice = withHeader((header) => {
      const fields = JSON.parse(header) as { arrays: unknown[] };
      return JSON.stringify({ ...fields, arrays: [...fields.arrays, ['parameters', 'patch.bias', 2]] });
    });
    const problem = problemOf(signed(Buffer.concat([bodyOf(twice), Buffer.alloc(8)])));
    expect(problem).toMatch(/an array appears twice/);
  });

  it('with a header that is not JSON', () => {
    expect(problemOf(withHeader(() => '[{"a": 1'))).toMatch(/JSON/);
  });

  it.each([
    ['in lists', (depth: number) => '['.repeat(depth) + ']'.repeat(depth)],
    ['in objects', (depth: number) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)],
    ['behind a string with brackets and quotes', (depth: number) => `["]}\\"]", ${'['.repeat(depth)}`],
  ])('with a header that is nested without end: %s, before it is parsed', (_, nested) => {
    expect(problemOf(withHeader(() => nested(500_000)))).toBe('its header is nested too deep');
  });

  it('with more arrays than any model has, before they are sorted into slots', () => {
    const arrays = Array.from({ length: 50_000 }, (_, index) => [`slots.${index}`, '', 0]);
    expect(problemOf(withFields({ arrays }))).toMatch(/wrong at arrays/);
  });

  it('with names that objects have by nature', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const renamed = (from: string) => withHeader((header) => header.replaceAll(from, JSON.stringify(name)));
      expect(problemOf(renamed('"action.weight"'))).toMatch(/action\.weight is missing/);
      expect(
        problemOf(withHeader((header) => header.replace('{', `{${JSON.stringify(name)}: {"epoch": 1},`))),
      ).toMatch(/at the top: Unrecognized key|its header is wrong/);
    }
    expect(({} as { epoch?: number }).epoch).toBeUndefined();
  });

  it('with a problem in a few words, however long the ones in it are', () => {
    expect(problemOf(withFields({ ['x'.repeat(1_000_000)]: 1 })).length).toBeLessThanOrEqual(300);
  });

  it('or read as something whole, if one value of its header changes and the digest fits', () => {
    const body = bodyOf(bytes);
    const header = JSON.parse(body.toString('utf8', 16, 16 + body.readUInt32LE(12))) as object;
    const places = placesIn(header);
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        -1,
        0,
        1,
        2,
        2 ** 31,
        2 ** 53,
        1e308,
        '',
        'slots.',
        '__proto__',
        [],
        {},
        true,
      ),
      fc.jsonValue({ maxDepth: 2 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), value, fc.boolean(), (path, other, removed) => {
        const file = withHeader((text) =>
          JSON.stringify(withValueAt(JSON.parse(text), path, removed ? undefined : other)),
        );
        expectWholeOrRefused(file);
      }),
      { numRuns: 2000 },
    );
  });
});

/** The ways to every value within a JSON value. */
function placesIn(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) => [[...path, key], ...placesIn(held, [...path, key])]);
}

/** The JSON value with another one at the place; undefined removes it. */
function withValueAt(whole: unknown, path: readonly string[], value: unknown): unknown {
  const holder = path.slice(0, -1).reduce((held, key) => (held as Record<string, unknown>)[key], whole);
  (holder as Record<string, unknown>)[path.at(-1)!] = value;
  return whole;
}

function expectWholeOrRefused(file: Uint8Array): void {
  try {
    const read = encodeCheckpoint(decodeCheckpoint(file));
    expect(Buffer.compare(encodeCheckpoint(decodeCheckpoint(read)), read)).toBe(0);
  } catch (error) {
    expect(error).toBeInstanceOf(CheckpointCorruptError);
  }
}
