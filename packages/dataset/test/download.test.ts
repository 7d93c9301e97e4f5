import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { downloadFile, type DownloadProgress } from '../src/published/download.js';
import { DatasetError, DownloadError } from '../src/errors.js';
import { md5 } from './idx-files.js';
import { serving, startMirror } from './mirror-server.js';
import { temporaryFolder } from './temporary-folder.js';

const content = Buffer.alloc(300_000, 'digits');
const file = { name: 'digits.gz', md5: md5(content), bytes: content.length };
/** Ends what stalls, and nothing that is slow because the machine is busy. */
const STALL_MS = 1_000;
const good = () => startMirror(serving(new Map([[file.name, content]])));

/** Downloads into an empty folder; says what is in it afterwards. */
async function download(
  mirrors: readonly string[],
  options: Partial<Parameters<typeof downloadFile>[0]> = {},
) {
  const folder = await temporaryFolder();
  const to = join(folder, 'cache', file.name);
  const error = await downloadFile({ file, mirrors, to, stallMs: STALL_MS, ...options }).then(
    () => null,
    (reason: unknown) => reason,
  );
  return { error, to, left: await readdir(join(folder, 'cache')).catch(() => []) };
}

test('a file arrives whole, with its progress', async () => {
  const progress: DownloadProgress[] = [];
  const { error, to, left } = await download([await good()], { onProgress: (step) => progress.push(step) });
  expect(error).toBeNull();
  expect(left).toEqual([file.name]);
  expect((await readFile(to)).equals(content)).toBe(true);
  expect(progress.at(-1)).toEqual({ file: file.name, bytes: content.length, total: content.length });
  expect(progress.map(({ bytes }) => bytes)).toEqual(
    progress.map(({ bytes }) => bytes).toSorted((a, b) => a - b),
  );
});

describe('a bad mirror', () => {
  const corrupt = Buffer.from(content).fill(0, 1000, 1001);
  const cases: [string, () => Promise<string>, RegExp][] = [
    ['lacks the file', () => startMirror(serving(new Map())), /HTTP 404 Not Found/],
    [
      'has another file',
      () => startMirror((_, response) => response.end(corrupt)),
      /its md5 is [0-9a-f]{32}, not/,
    ],
    [
      'ends too early',
      () => startMirror((_, response) => response.end(content.subarray(1))),
      /it sent 299999 of 300000 bytes/,
    ],
    [
      'does not end',
      () => startMirror((_, response) => response.end(Buffer.concat([content, content]))),
      /it sends more than the 300000 bytes of the file/,
    ],
    ['never answers', () => startMirror(() => undefined), /nothing arrived for 1 s/],
    [
      'stalls half-way',
      () => startMirror((_, response) => response.write(content.subarray(9))),
      /nothing arrived/,
    ],
    [
      'breaks off',
      () =>
        startMirror((_, response) => {
          response.writeHead(200, { 'content-length': content.length });
          response.write(content.subarray(0, 1000), () => response.destroy());
        }),
      /other side closed|terminated/,
    ],
    [
      'packs the file once more',
      () =>
        startMirror((_, response) => {
          response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(corrupt));
        }),
      /its md5 is/,
    ],
    ['is not there', closedPort, /ECONNREFUSED/],
    ['has no address', () => Promise.resolve('nonsense/'), /Failed to parse URL|Invalid URL/],
  ];

  test.each(cases)('that %s is named, and leaves nothing behind', async (_, start, reason) => {
    const url = await start();
    const { error, left } = await download([url]);
    expect(error).toBeInstanceOf(DownloadError);
    expect((error as DownloadError).failures).toEqual([
      { url: url + file.name, reason: expect.stringMatching(reason) },
    ]);
    expect((error as DownloadError).retryable).toBe(true);
    expect(left).toEqual([]);
  });

  test.each(cases)('that %s is passed over for the next', async (_, start) => {
    const { error, left } = await download([await start(), await good()]);
    expect(error).toBeNull();
    expect(left).toEqual([file.name]);
  });
});

test('if no mirror delivers, the error names each with its reason', async () => {
  const mirrors = [await closedPort(), await startMirror(serving(new Map()))];
  const { error } = await download(mirrors);
  expect((error as Error).message).toMatch(
    /^no mirror delivered digits\.gz:\n {2}http:.*ECONNREFUSED.*\n {2}http:.*digits\.gz: HTTP 404 Not Found$/,
  );
});

test('an abort ends a download at once, tries no other mirror and leaves nothing behind', async () => {
  const abort = new AbortController();
  const asked: string[] = [];
  const stalled = await startMirror((request, response) => {
    asked.push(request.url ?? '');
    response.write(content.subarray(0, 1000));
  });
  const reason = new Error('enough');
  const { error, left } = await download([stalled, stalled], {
    signal: abort.signal,
    stallMs: 60_000,
    onProgress: () => abort.abort(reason),
  });
  expect(error).toBe(reason);
  expect(asked).toHaveLength(1);
  expect(left).toEqual([]);
});

// Only Linux has a folder that takes no other.
test.runIf(existsSync('/proc/self'))('a cache that cannot be made is the error, not the mirror', async () => {
  const { error } = await download([await good()], { to: '/proc/none/mnist/digits.gz' });
  expect(error).toBeInstanceOf(DatasetError);
  expect((error as Error).message).toBe(
    '/proc/none/mnist/digits.gz cannot be written: no folder can be made in /proc',
  );
});

async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/`;
}
