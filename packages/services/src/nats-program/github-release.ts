import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder } from '@ram-sweep/protocol/make-folder';
import type { Fetching } from './debian-package.js';

const run = promisify(execFile);

const VERSION = '2.11.8';

/** SHA-256 of the release's archives, from its SHA256SUMS; the two for Linux are also in the official image. */
const SUMS: Readonly<Record<string, string>> = {
  'linux-amd64': '397a6deffb5533e160de0cca322bc3dcaec7fb7282d66a3dfa87a9c183152ad1',
  'linux-arm64': 'b08936cb1dc0ae7086137bda14c352df64397c4af45ed2b392705c19585aeb84',
  'darwin-amd64': '002c943c1ed39c55cc5e024debfc02685111fcb2b1cbd887aad39ac977037477',
  'darwin-arm64': '23e0c5354c2da385708946a21900c944fcb9a3bbfd02aae27a4ae750dea0b682',
};

const HEADERS_TIMEOUT_MS = 8_000;
const DOWNLOAD_TIMEOUT_MS = 120_000;

/** Downloads one pinned release, checks its digest and takes the program out of it. */
export async function fetchReleasedNatsServer({ target, onProgress }: Fetching): Promise<string> {
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const sum = SUMS[platform];
  if (sum === undefined) throw new Error(`no release is known for ${platform}`);
  const name = `nats-server-v${VERSION}-${platform}`;
  await makeFolder(dirname(target));
  onProgress?.(`Downloading ${name} from github.com (once, about 6 MB)`);
  const archive = await download(
    `https://github.com/nats-io/nats-server/releases/download/v${VERSION}/${name}.tar.gz`,
  );
  const digest = createHash('sha256').update(archive).digest('hex');
  if (digest !== sum) throw new Error(`what was downloaded is not the release: its SHA-256 is ${digest}`);
  await unpack(archive, `${name}/nats-server`, target);
  return target;
}

async function download(url: string): Promise<Uint8Array> {
  const controller = new AbortController();
  let timer = setTimeout(() => controller.abort(new Error('no answer')), HEADERS_TIMEOUT_MS);
  try {
    const response = await fetch(url, { signal: controller.signal });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    clearTimeout(timer);
    timer = setTimeout(() => controller.abort(new Error('too slow')), DOWNLOAD_TIMEOUT_MS);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw new Error(`${url}: ${reason(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

async function unpack(archive: Uint8Array, member: string, target: string): Promise<void> {
  const scratch = await mkdtemp(join(dirname(target), 'release-'));
  try {
    const file = join(scratch, 'archive.tar.gz');
    await writeFile(file, archive);
    await run('tar', ['-xzf', file, '-C', scratch, '--strip-components=1', member]);
    await rename(join(scratch, 'nats-server'), target);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** fetch hides the network's own complaint in the cause. */
function reason(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message : message;
}
