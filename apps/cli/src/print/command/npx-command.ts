import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoted } from '@ram-sweep/format/quoted';
import { z } from 'zod';

const NOTE = '_npx';
const noteSchema = z.object({ [NOTE]: z.object({ packages: z.tuple([z.string()]) }) });

/**
 * What starts a program that npx fetched: npx keeps it in a folder of npm's cache, and notes there as what it was asked
 * for, such as `ram-sweep@0.1.0` or a tarball. Undefined for any other program.
 */
export function npxCommand(program: string): string | undefined {
  const [, folder] = /^(.*[\\/]_npx[\\/][^\\/]+)[\\/]node_modules[\\/]/.exec(program) ?? [];
  if (folder === undefined) return undefined;
  try {
    const note = noteSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    return `npx ${quoted(note[NOTE].packages[0])}`;
  } catch {
    return undefined;
  }
}
