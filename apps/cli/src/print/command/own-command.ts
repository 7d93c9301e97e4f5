import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quoted } from '@ram-sweep/format/quoted';
import { npxCommand } from './npx-command.js';
import type { Shell } from './shell.js';

const NAME = 'ram-sweep';
const program = realpathSync(fileURLToPath(new URL('../../../bin/ram-sweep.js', import.meta.url)));

/**
 * What starts this very program in the shell: `ram-sweep` where it is installed, `npx ram-sweep` in a checkout or
 * another project that has it, what npx was asked for where it fetched the program, and otherwise Node with the
 * program's path.
 */
export function ownCommand({ path, folder }: Pick<Shell, 'path' | 'folder'>): string {
  const installed = path.filter(isOfTheShell).find((entry) => existsSync(join(entry, NAME)));
  if (installed !== undefined && starts(join(installed, NAME))) return NAME;
  return isProjects(folder) ? `npx ${NAME}` : (npxCommand(program) ?? `node ${quoted(program)}`);
}

/** npm and npx put folders of the project first, of which the shell knows nothing. */
const isOfTheShell = (entry: string): boolean =>
  entry !== '' && !entry.endsWith(join('node_modules', '.bin')) && basename(entry) !== 'node-gyp-bin';

/** Whether npx, which looks from the folder upwards, finds this program. */
function isProjects(folder: string): boolean {
  const command = join(folder, 'node_modules', '.bin', NAME);
  if (existsSync(command)) return starts(command);
  const above = dirname(folder);
  return above !== folder && isProjects(above);
}

/** A link to the program, or a script of a few lines that names it. */
function starts(command: string): boolean {
  try {
    return realpathSync(command) === program || readFileSync(command, 'utf8').includes(program);
  } catch {
    return false;
  }
}
