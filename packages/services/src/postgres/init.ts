import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresCredentials } from '../credentials.js';
import { ServiceError } from '../errors.js';
import { explainFailure } from '../process/failure.js';
import { serverEnvironment } from '../process/launch.js';
import { commandAs, type Account } from './account.js';
import type { PostgresBinaries } from './binaries.js';
import { ADMIN } from './roles.js';

const run = promisify(execFile);

/** Nobody but the holders of the passwords, and only from this machine. */
const HOST_BASED_AUTHENTICATION = `# TYPE  DATABASE  USER  ADDRESS       METHOD
host      all       all   127.0.0.1/32  scram-sha-256
host      all       all   all           reject
local     all       all                 reject
`;

export interface InitOptions {
  readonly binaries: PostgresBinaries;
  readonly account: Account | null;
  /** Holds the data directory, and a draft of it until it is complete. */
  readonly directory: string;
  readonly dataDirectory: string;
  readonly credentials: PostgresCredentials;
  readonly durable: boolean;
}

/** Makes the data directory if there is none yet. It appears complete or not at all. */
export async function initialisePostgres(options: InitOptions): Promise<void> {
  const draft = join(options.directory, 'new');
  const passwordFile = join(options.directory, 'new-password');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, options.credentials.admin, { mode: 0o600 });
  if (options.account !== null) await give(draft, options.account);
  try {
    await initdb(options, draft, passwordFile);
    await writeFile(join(draft, 'pg_hba.conf'), HOST_BASED_AUTHENTICATION);
    await chmod(join(draft, 'pg_hba.conf'), 0o600);
    await rename(draft, options.dataDirectory);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

/** Throws if another major version of Postgres made the data directory; null if there is none. */
export async function checkDataVersion(dataDirectory: string, version: string): Promise<string | null> {
  const made = await readFile(join(dataDirectory, 'PG_VERSION'), 'utf8').catch(() => null);
  const [major] = version.split('.');
  if (made === null || made.trim() === major) return made;
  throw new ServiceError(
    'postgres',
    `${dataDirectory} was made by Postgres ${made.trim()}, and this is Postgres ${version}, which cannot read it: ` +
      `export the studies with the ram-sweep that made it, or move the directory aside to start over`,
  );
}

/** As Postgres writes it, e.g. 18.4. */
export async function postgresVersion(binaries: PostgresBinaries): Promise<string> {
  const { stdout } = await run(binaries.postgres, ['--version'], { env: serverEnvironment() });
  return /(\d+\.\d+)/.exec(stdout)?.[1] ?? stdout.trim();
}

/** Root of a container may lack the capability. */
async function give(directory: string, { uid, gid }: Account): Promise<void> {
  try {
    await chown(directory, uid, gid);
  } catch (cause) {
    throw new ServiceError(
      'postgres',
      `Postgres refuses to run as root, and root may not give ${directory} to user ${uid} here ` +
        `(${(cause as Error).message}): run ram-sweep as an ordinary user`,
      { cause },
    );
  }
}

async function initdb(options: InitOptions, draft: string, passwordFile: string): Promise<void> {
  const { command, args } = commandAs(options.account, options.binaries.initdb, [
    `--pgdata=${draft}`,
    `--username=${ADMIN}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    ...(options.durable ? [] : ['--no-sync']),
  ]);
  try {
    await run(command, args, { env: serverEnvironment(), cwd: options.directory });
  } catch (error) {
    const {
      stderr = '',
      stdout = '',
      message,
    } = error as { stderr?: string; stdout?: string; message: string };
    throw explainFailure(
      'postgres',
      'its data directory could not be made',
      `${stdout}${stderr}`.trim() || message,
    );
  }
}
