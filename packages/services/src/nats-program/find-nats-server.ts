import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { fileProblem } from '@ram-sweep/protocol/file-problem';
import { MINIMUM_NATS_VERSION, NatsServerNotFoundError, type SearchedPlace } from '../errors.js';
import { fetchDebianNatsServer } from './debian-package.js';
import { fetchReleasedNatsServer } from './github-release.js';
import { isOlder } from './version.js';

export interface NatsServerProgram {
  readonly path: string;
  readonly version: string;
  /** For people: where it came from. */
  readonly source: string;
}

export interface FindNatsServerOptions {
  /** Where a program that was fetched is kept, and looked for the next time. */
  readonly cacheDir: string;
  /** This program and no other. */
  readonly path?: string | undefined;
  /** Directories to look in. Default: those of the PATH. */
  readonly searchPath?: readonly string[];
  /** Whether to fetch it where none is installed. Default true. */
  readonly download?: boolean;
  readonly onProgress?: ((line: string) => void) | undefined;
}

const run = promisify(execFile);

/**
 * Looks for a nats-server that is new enough: the given one; on the PATH; in the cache; then fetches it, from
 * Debian's or Ubuntu's archive (no root needed) or from the project's releases on GitHub, into the cache.
 * Throws NatsServerNotFoundError, which tells every place and why it had none.
 */
export async function findNatsServer(options: FindNatsServerOptions): Promise<NatsServerProgram> {
  const cached = join(resolve(options.cacheDir), 'nats-server');
  const searched: SearchedPlace[] = [];
  for (const { place, find } of places(options, cached)) {
    try {
      const path = await find();
      return { path, version: await natsServerVersion(path), source: place };
    } catch (error) {
      searched.push({ place, reason: fileProblem(error) ?? (error as Error).message });
    }
  }
  throw new NatsServerNotFoundError(searched);
}

interface Place {
  readonly place: string;
  readonly find: () => Promise<string>;
}

function places(options: FindNatsServerOptions, cached: string): Place[] {
  const { path, onProgress, download = true } = options;
  if (path !== undefined) return [{ place: path, find: () => executable(path) }];
  const fetching = { target: cached, onProgress };
  return [
    { place: 'the PATH', find: () => onPath(options.searchPath ?? pathDirectories()) },
    { place: cached, find: () => executable(cached) },
    ...(download
      ? [
          { place: 'the Debian or Ubuntu package', find: () => fetchDebianNatsServer(fetching) },
          { place: 'the releases on GitHub', find: () => fetchReleasedNatsServer(fetching) },
        ]
      : []),
  ];
}

/** Throws if the program does not run or is too old. */
async function natsServerVersion(path: string): Promise<string> {
  const { stdout } = await run(path, ['--version'], { timeout: 10_000 });
  const version = /v?(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  if (version === undefined) throw new Error(`${path} --version says "${stdout.trim()}"`);
  if (isOlder(version, MINIMUM_NATS_VERSION))
    throw new Error(`${path} is version ${version}, which is too old`);
  return version;
}

async function onPath(directories: readonly string[]): Promise<string> {
  for (const directory of directories) {
    const path = join(directory, 'nats-server');
    if (await isExecutable(path)) return path;
  }
  throw new Error('no nats-server in any of its directories');
}

/** Debian puts nats-server into /usr/sbin, which an ordinary user's PATH leaves out. */
function pathDirectories(): string[] {
  return [...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean), '/usr/sbin', '/usr/local/bin'];
}

async function executable(path: string): Promise<string> {
  if (await isExecutable(path)) return resolve(path);
  throw new Error((await isThere(path)) ? 'it is no program that you may run' : 'there is no such program');
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
