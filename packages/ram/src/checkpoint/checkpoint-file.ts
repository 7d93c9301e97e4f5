import { createHash } from 'node:crypto';
import type { Checkpoint } from './checkpoint.js';
import { headerSchema, type ArrayEntry, type CheckpointHeader } from './checkpoint-header.js';
import { CheckpointCorruptError } from '../errors.js';
import { nestsDeeperThan } from './json-nesting.js';
import { checkState } from '../model/model-input.js';
import { modelSpec } from '../model/model-spec.js';
import type { Parameters } from '../model/parameters.js';

/*
 * An encoded checkpoint, all numbers little-endian:
 *
 *   8 bytes   magic, `RAMSWEEP`
 *   uint32    version
 *   uint32    length of the header in bytes
 *   …         header: JSON in UTF-8, see checkpoint-header.ts
 *   …         float32 arrays one after another, in the order of the header's `arrays`
 *   32 bytes  SHA-256 of all bytes before it
 *
 * A reader trusts nothing that it has not checked: the digest is verified before the header, and every length is
 * compared with the available bytes before anything of that length is allocated.
 */
const MAGIC = Buffer.from('RAMSWEEP', 'latin1');
const VERSION = 1;
const VERSION_AT = MAGIC.length;
const HEADER_LENGTH_AT = VERSION_AT + 4;
const HEADER_AT = HEADER_LENGTH_AT + 4;
const DIGEST_BYTES = 32;
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;

/** A hundred thousand epochs, the most that a config allows, need less. */
const MAX_HEADER_BYTES = 64 * 1024 * 1024;
/** The top, then lists, then their items. */
const HEADER_NESTING = 3;
/** An error may quote text from a stranger. */
const LONGEST_PROBLEM = 300;

type NamedArray = readonly [owner: ArrayEntry[0], name: string, values: Float32Array];

/**
 * The checkpoint as self-describing bytes with a digest, in their own buffer. Equal checkpoints give equal bytes.
 * Throws a ZodError for a checkpoint that decodeCheckpoint would refuse.
 */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array<ArrayBuffer> {
  const arrays = namedArrays(checkpoint);
  const header = Buffer.from(JSON.stringify(headerSchema.parse(headerOf(checkpoint, arrays))), 'utf8');
  const start = Buffer.alloc(HEADER_AT);
  MAGIC.copy(start);
  start.writeUInt32LE(VERSION, VERSION_AT);
  start.writeUInt32LE(header.length, HEADER_LENGTH_AT);
  const parts = [start, header, ...arrays.map(([, , values]) => bytesOf(values))];
  return new Uint8Array(Buffer.concat([...parts, digestOf(...parts)]));
}

/** Reads it back. Throws a CheckpointCorruptError for anything but a whole checkpoint of this version. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const body = checkedBody(file);
    const headerEnd = HEADER_AT + body.readUInt32LE(HEADER_LENGTH_AT);
    if (headerEnd > body.length) throw new Error('its header is longer than the file');
    const header = readHeader(body.subarray(HEADER_AT, headerEnd));
    const checkpoint = checkpointOf(header, readArrays(header.arrays, body.subarray(headerEnd)));
    checkWeights(checkpoint);
    return checkpoint;
  } catch (cause) {
    const problem = (cause as Error).message.slice(0, LONGEST_PROBLEM);
    throw new CheckpointCorruptError(problem, bytes.byteLength, { cause });
  }
}

/** The bytes before the digest, once magic, version and digest are right. */
function checkedBody(file: Buffer): Buffer {
  if (!MAGIC.equals(file.subarray(0, MAGIC.length))) throw new Error('it does not begin like one');
  if (file.length < HEADER_AT + DIGEST_BYTES) throw new Error('it is cut off');
  const version = file.readUInt32LE(VERSION_AT);
  if (version !== VERSION) throw new Error(`its version is ${version}, and this program reads ${VERSION}`);
  const body = file.subarray(0, file.length - DIGEST_BYTES);
  if (!digestOf(body).equals(file.subarray(body.length))) throw new Error('its SHA-256 does not match');
  return body;
}

function readHeader(json: Buffer): CheckpointHeader {
  if (json.length > MAX_HEADER_BYTES) throw new Error(`its header has ${json.length} bytes`);
  if (nestsDeeperThan(HEADER_NESTING, json)) throw new Error('its header is nested too deep');
  const header = headerSchema.safeParse(JSON.parse(json.toString('utf8')));
  if (header.success) return header.data;
  const [issue] = header.error.issues;
  throw new Error(`its header is wrong at ${issue!.path.join('.') || 'the top'}: ${issue!.message}`);
}

function readArrays(entries: readonly ArrayEntry[], data: Buffer): NamedArray[] {
  const expected = entries.reduce((sum, [, , length]) => sum + length * FLOAT_BYTES, 0);
  if (expected !== data.length)
    throw new Error(`it holds ${data.length} bytes of data instead of ${expected}`);
  let offset = 0;
  return entries.map(([owner, name, length]) => {
    const values = new Float32Array(length);
    bytesOf(values).set(data.subarray(offset, offset + length * FLOAT_BYTES));
    offset += length * FLOAT_BYTES;
    return [owner, name, values];
  });
}

function namedArrays({ state, best }: Checkpoint): NamedArray[] {
  const list = (owner: ArrayEntry[0], parameters: Parameters) =>
    Object.entries(parameters).map(([name, values]): NamedArray => [owner, name, values]);
  return [
    ...list('parameters', state.parameters),
    ...Object.entries(state.slots).flatMap(([slot, values]) => list(`slots.${slot}`, values)),
    ...(best ? list('best', best.parameters) : []),
  ];
}

function headerOf({ state, best, ...rest }: Checkpoint, arrays: readonly NamedArray[]): CheckpointHeader {
  return {
    ...rest,
    history: [...rest.history],
    best: best && { epoch: best.epoch, validationError: best.validationError },
    updates: state.updates,
    arrays: arrays.map(([owner, name, values]) => [owner, name, values.length]),
  };
}

function checkpointOf(header: CheckpointHeader, arrays: readonly NamedArray[]): Checkpoint {
  const { arrays: entries, updates, best, config, ...rest } = header;
  const owned = (owner: string): Parameters =>
    Object.fromEntries(
      arrays.filter((array) => array[0] === owner).map(([, name, values]) => [name, values]),
    );
  const slots = new Set(entries.map(([owner]) => owner).filter((owner) => owner.startsWith('slots.')));
  return {
    ...rest,
    config: Object.freeze(config),
    best: best && { ...best, parameters: owned('best') },
    state: {
      parameters: owned('parameters'),
      slots: Object.fromEntries([...slots].map((slot) => [slot.slice('slots.'.length), owned(slot)])),
      updates,
    },
  };
}

/** Throws unless the weights fit a model of the checkpoint's own config. */
function checkWeights({ state, best, config, ...image }: Checkpoint): void {
  const spec = modelSpec(config, image);
  checkState(spec, state);
  if (best) checkState(spec, { ...state, parameters: best.parameters });
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function digestOf(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
