import { extname } from 'node:path';
import { badUsage } from '../../errors.js';

/**
 * Throws a CommandError for a file whose name says that it is something else than what would be written to it. A name
 * without an ending says nothing. `known`: endings such as `.csv`, the first one the usual; `instead`: another way out.
 */
export function requireEnding(file: string, known: readonly [string, ...string[]], instead = ''): void {
  const ending = extname(file).toLowerCase();
  if (ending === '' || known.includes(ending)) return;
  throw badUsage(
    `${file}: nothing is written as ${ending}`,
    `name a file that ends in ${listed(known)}${instead}`,
  );
}

/** `a, b or c` */
const listed = (endings: readonly string[]): string =>
  [endings.slice(0, -1).join(', '), ...endings.slice(-1)].filter(Boolean).join(' or ');
