import { createHash, randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileProblem } from '@ram-sweep/protocol/file-problem';
import { makeFolder } from '@ram-sweep/protocol/make-folder';
import { DatasetError, DownloadError, type MirrorFailure } from '../errors.js';
import type { PublishedFile } from './mirrors.js';

/** Bytes of one file that have arrived, of `total`. Starts again at 0 if a mirror fails. */
export interface DownloadProgress {
  readonly file: string;
  readonly bytes: number;
  readonly total: number;
}

export interface DownloadOptions {
  readonly file: PublishedFile;
  /** Base addresses, tried in this order. */
  readonly mirrors: readonly string[];
  /** Where the file goes. It appears there whole and verified, or not at all. */
  readonly to: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal;
  /** How long a mirror may send nothing before the next one is tried. */
  readonly stallMs?: number;
}

const STALL_MS = 20_000;

/**
 * Fetches one published file from the first mirror that delivers it with the right size and md5. Throws a DownloadError
 * if none does, a DatasetError where the file cannot be written, and the signal's reason if it is aborted.
 */
export async function downloadFile(options: DownloadOptions): Promise<void> {
  const { file, mirrors, to, signal } = options;
  const failures: MirrorFailure[] = [];
  await makeFolder(dirname(to)).catch((cause: unknown) => refuseUnwritable(cause, to));
  for (const mirror of mirrors) {
    signal?.throwIfAborted();
    const url = mirror + file.name;
    try {
      await fetchTo(url, options);
      return;
    } catch (cause) {
      signal?.throwIfAborted();
      refuseUnwritable(cause, to);
      failures.push({ url, reason: describe(cause) });
    }
  }
  throw new DownloadError(file.name, failures);
}

/** Throws a DatasetError where it is the disk that refuses, and no mirror. */
function refuseUnwritable(cause: unknown, to: string): void {
  const problem = fileProblem(cause, { path: dirname(to) });
  if (problem !== null)
    throw new DatasetError(`${to} cannot be written: ${problem}`, { file: to, retryable: true, cause });
}

async function fetchTo(url: string, options: DownloadOptions): Promise<void> {
  const part = `${options.to}.${randomUUID()}.part`;
  try {
    await receive(url, part, options);
    await rename(part, options.to);
  } finally {
    await rm(part, { force: true });
  }
}

/** Writes what `url` sends to `part`; throws unless it is the published file to the last byte. */
async function receive(url: string, part: string, options: DownloadOptions): Promise<void> {
  const { file, onProgress, signal, stallMs = STALL_MS } = options;
  using stall = new StallTimer(stallMs);
  await using target = await open(part, 'wx');
  const response = await fetch(url, {
    // A mirror must not unpack the gzip file in transit: the md5 is that of the packed file.
    headers: { 'accept-encoding': 'identity' },
    signal: signal ? AbortSignal.any([signal, stall.signal]) : stall.signal,
  });
  if (!response.ok || !response.body) throw new Error(`HTTP ${response.status} ${response.statusText}`);
  const hash = createHash('md5');
  let received = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    stall.restart();
    received += chunk.length;
    if (received > file.bytes) throw new Error(`it sends more than the ${file.bytes} bytes of the file`);
    hash.update(chunk);
    await target.writeFile(chunk);
    onProgress?.({ file: file.name, bytes: received, total: file.bytes });
  }
  if (received < file.bytes) throw new Error(`it sent ${received} of ${file.bytes} bytes`);
  const md5 = hash.digest('hex');
  if (md5 !== file.md5) throw new Error(`its md5 is ${md5}, not the published ${file.md5}`);
}

/** Aborts its signal once `restart` has not been called for `ms`. */
class StallTimer implements Disposable {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(ms: number) {
    const reason = new Error(`nothing arrived for ${ms / 1000} s`);
    this.#timer = setTimeout(() => this.#controller.abort(reason), ms);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  restart(): void {
    this.#timer.refresh();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}

/** `fetch` hides the reason in the cause of a `fetch failed`, sometimes as a bare code. */
function describe(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(inner instanceof Error)) return String(inner);
  return inner.message || (inner as NodeJS.ErrnoException).code || inner.name;
}
