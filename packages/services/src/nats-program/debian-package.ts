import { execFile } from 'node:child_process';
import { access, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder } from '@ram-sweep/protocol/make-folder';

export interface Fetching {
  /** Where the program is to be; it appears whole or not at all. */
  readonly target: string;
  readonly onProgress?: ((line: string) => void) | undefined;
}

const run = promisify(execFile);
const TIMEOUT_MS = 60_000;
/** A machine without a way to the archive should find that out soon. */
const PATIENCE = [
  '-o',
  'Acquire::Retries=0',
  '-o',
  'Acquire::http::Timeout=5',
  '-o',
  'Acquire::https::Timeout=5',
];

/** Downloads the distribution's package, whose signature apt checks, and takes the program out of it. */
export async function fetchDebianNatsServer({ target, onProgress }: Fetching): Promise<string> {
  await access('/usr/bin/apt-get').catch(() => {
    throw new Error('this system has no apt-get');
  });
  await makeFolder(dirname(target));
  const scratch = await mkdtemp(join(dirname(target), 'debian-'));
  try {
    onProgress?.('Fetching nats-server from the package archive (once)');
    await download(scratch, onProgress);
    const archive = (await readdir(scratch)).find((name) => name.endsWith('.deb'));
    if (archive === undefined) throw new Error('apt-get download left no package');
    await run('dpkg-deb', ['-x', join(scratch, archive), join(scratch, 'content')], { timeout: TIMEOUT_MS });
    await rename(join(scratch, 'content', 'usr', 'sbin', 'nats-server'), target);
    return target;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** With the system's package lists, or with lists of our own where it has none or they are out of date. */
async function download(scratch: string, onProgress: Fetching['onProgress']): Promise<void> {
  try {
    await aptGet(scratch, ['download', 'nats-server']);
  } catch {
    onProgress?.('Fetching the package lists, which this system lacks');
    const lists = join(scratch, 'lists');
    await makeFolder(join(lists, 'partial'));
    const own = ['-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${join(scratch, 'cache')}`];
    await aptGet(scratch, [...own, '-o', 'APT::Update::Error-Mode=any', 'update']);
    await aptGet(scratch, [...own, 'download', 'nats-server']);
  }
}

async function aptGet(cwd: string, args: readonly string[]): Promise<void> {
  try {
    // As root apt would read as the user _apt, who may not enter a private directory.
    const asWeAre = ['-o', 'APT::Sandbox::User=root'];
    await run('apt-get', ['-q', ...PATIENCE, ...asWeAre, ...args], { cwd, timeout: TIMEOUT_MS });
  } catch (error) {
    const { stderr = '', message } = error as { stderr?: string; message: string };
    throw new Error(firstComplaint(stderr) ?? message, { cause: error });
  }
}

function firstComplaint(stderr: string): string | undefined {
  return stderr.split('\n').find((line) => /^[EW]: /.test(line));
}
