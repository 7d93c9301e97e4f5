import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip, type Gunzip } from 'node:zlib';
import { fileProblem } from '@ram-sweep/protocol/file-problem';
import { DatasetError } from '../errors.js';
import { CLASSES, IMAGE_PIXELS, IMAGE_SIDE, sharedBytes, type Images } from '../images.js';

/**
 * The IDX format (LeCun): two zero bytes, the element type (0x08: unsigned byte), the number of dimensions,
 * each dimension as a big-endian uint32, then the elements. Anything else is refused, not guessed at.
 */

/** The most images an IDX file may declare. Also limits the unpacked size of a gzip file. */
const MAX_IDX_IMAGES = 100_000;
const UNSIGNED_BYTE = 0x08;

interface IdxKind {
  readonly what: string;
  /** Sides of one element: [28, 28] for an image, [] for a label. */
  readonly element: readonly number[];
}

const IMAGES: IdxKind = { what: 'images', element: [IMAGE_SIDE, IMAGE_SIDE] };
const LABELS: IdxKind = { what: 'labels', element: [] };

const headerBytes = (kind: IdxKind): number => 4 + 4 * (1 + kind.element.length);
const elementBytes = (kind: IdxKind): number => kind.element.reduce((product, side) => product * side, 1);

/**
 * Reads a pair of IDX files, gzip or plain, into shared memory.
 * Throws a DatasetError that names the file, what was found there and what to do.
 */
export async function readIdxPair(imagesFile: string, labelsFile: string): Promise<Images> {
  const pixels = decodeIdxImages(await readBounded(imagesFile, IMAGES), imagesFile);
  const labels = await readIdxLabels(labelsFile);
  const count = labels.length;
  if (pixels.length !== count * IMAGE_PIXELS) {
    refuse(
      labelsFile,
      `it has ${count} labels, but ${imagesFile} has ${pixels.length / IMAGE_PIXELS} images`,
      'Take both files from the same publication.',
    );
  }
  return { count, side: IMAGE_SIDE, pixels: shared(pixels), labels: shared(labels) };
}

/** Reads a file of labels alone, gzip or plain. Throws as readIdxPair does. */
export async function readIdxLabels(file: string): Promise<Uint8Array> {
  return decodeIdxLabels(await readBounded(file, LABELS), file);
}

/** The pixels of an unpacked IDX file of 28×28 images: a view of `bytes`. `file` is for error messages. */
export function decodeIdxImages(bytes: Uint8Array, file: string): Uint8Array {
  return elements(bytes, IMAGES, file);
}

/** The labels of an unpacked IDX file, each checked to be a class: a view of `bytes`. */
export function decodeIdxLabels(bytes: Uint8Array, file: string): Uint8Array {
  const labels = elements(bytes, LABELS, file);
  const bad = labels.findIndex((label) => label >= CLASSES);
  if (bad !== -1) refuse(file, `label ${bad} is ${labels[bad]}, but classes are 0 to ${CLASSES - 1}`);
  return labels;
}

/** Unpacks `bytes` if they are gzip, to at most `limit` bytes; a gzip bomb is refused while unpacking. */
export async function unpack(bytes: Uint8Array, limit: number, file: string): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const { buffer, engine } = await inflate(bytes, limit).catch((cause: unknown) =>
    refuseGzip(cause, file, limit),
  );
  if (engine.bytesWritten !== bytes.length) {
    refuse(file, `${bytes.length - engine.bytesWritten} bytes follow the end of its gzip data`);
  }
  return buffer;
}

async function readBounded(file: string, kind: IdxKind): Promise<Uint8Array> {
  const limit = headerBytes(kind) + MAX_IDX_IMAGES * elementBytes(kind);
  const { size } = await stat(file).catch((cause: unknown) => refuseUnreadable(cause, file));
  if (size > limit) refuse(file, `it has ${size} bytes, more than ${MAX_IDX_IMAGES} ${kind.what} need`);
  const bytes = await readFile(file).catch((cause: unknown) => refuseUnreadable(cause, file));
  return await unpack(bytes, limit, file);
}

function elements(bytes: Uint8Array, kind: IdxKind, file: string): Uint8Array {
  const header = headerBytes(kind);
  if (bytes.length < header) {
    refuse(
      file,
      `it has ${bytes.length} bytes, but the header of an IDX file of ${kind.what} takes ${header}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  checkMagic(view, kind, file);
  const count = view.getUint32(4);
  if (count < 1 || count > MAX_IDX_IMAGES) {
    refuse(file, `it declares ${count} ${kind.what}, but only 1 to ${MAX_IDX_IMAGES} are supported`);
  }
  checkElement(view, kind, file);
  checkLength(bytes.length, header + count * elementBytes(kind), `${count} ${kind.what}`, file);
  return bytes.subarray(header);
}

function checkMagic(view: DataView, kind: IdxKind, file: string): void {
  const magic = view.getUint32(0);
  const hex = `0x${magic.toString(16).padStart(8, '0')}`;
  if (magic >>> 16 !== 0) refuse(file, `it starts with ${hex}, so it is not an IDX file`);
  const type = (magic >>> 8) & 0xff;
  if (type !== UNSIGNED_BYTE) {
    refuse(file, `its elements have type 0x${type.toString(16).padStart(2, '0')}, not 0x08 (unsigned byte)`);
  }
  const dimensions = 1 + kind.element.length;
  if ((magic & 0xff) !== dimensions) {
    refuse(file, `it has ${magic & 0xff} dimensions, but a file of ${kind.what} has ${dimensions}`);
  }
}

function checkElement(view: DataView, kind: IdxKind, file: string): void {
  const found = kind.element.map((_, axis) => view.getUint32(8 + 4 * axis));
  if (found.some((side, axis) => side !== kind.element[axis])) {
    refuse(file, `its images are ${found.join('×')}, but only ${kind.element.join('×')} is supported`);
  }
}

function checkLength(found: number, expected: number, content: string, file: string): void {
  if (found < expected)
    refuse(file, `it is cut short: ${content} take ${expected} bytes, but it has ${found}`);
  if (found > expected) refuse(file, `${found - expected} bytes follow the last of its ${content}`);
}

const gunzipWithInfo = promisify(gunzip) as unknown as (
  bytes: Uint8Array,
  options: { info: true; maxOutputLength: number },
) => Promise<{ buffer: Buffer; engine: Gunzip }>;

const inflate = (bytes: Uint8Array, limit: number) =>
  gunzipWithInfo(bytes, { info: true, maxOutputLength: limit });

function refuseGzip(cause: unknown, file: string, limit: number): never {
  const bomb = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
  const found = bomb
    ? `it unpacks to more than ${limit} bytes`
    : `its gzip data is damaged (${String(cause)})`;
  return refuse(file, found, undefined, cause);
}

function refuseUnreadable(cause: unknown, file: string): never {
  const why = fileProblem(cause, { path: file }) ?? String(cause);
  throw new DatasetError(`${file} cannot be read: ${why}`, { file, cause });
}

function refuse(
  file: string,
  found: string,
  wayOut = 'Delete it and download it again, or point --data-dir at an intact copy.',
  cause?: unknown,
): never {
  throw new DatasetError(`${file} cannot be used: ${found}. ${wayOut}`, { file, cause });
}

function shared(bytes: Uint8Array): Uint8Array {
  const copy = sharedBytes(bytes.length);
  copy.set(bytes);
  return copy;
}
