import { isAbsolute, resolve } from 'node:path';
import { quoted } from '@ram-sweep/format/quoted';
import { ownCommand } from './own-command.js';
import { currentShell, type Shell } from './shell.js';

/**
 * A command to type next, which works unchanged in the shell that this one was typed in: `npx ram-sweep watch mnist-28`
 * in a checkout. It names the same home, the same servers and, where it reads images, the same data folder, unless it
 * names others. An address with a password is left out, and so is what the environment says: the shell has it still. A
 * home in the environment is named where it is relative to another folder than the shell's.
 */
export function propose(command: string, shell: Shell = currentShell()): string {
  const flags = [homeFlag(shell), ...serverFlags(shell), dataFlag(command, shell)];
  const words = command.split(' ');
  return [ownCommand(shell), command, ...flags.filter(([flag]) => !words.includes(flag!)).flat()].join(' ');
}

function homeFlag({ argv, home, folder, workingFolder }: Shell): string[] {
  const flag = valueOf('--home', argv);
  const given = flag ?? home;
  if (given === undefined) return [];
  const isFoundThere = isAbsolute(given) || folder === workingFolder;
  if (flag === undefined && isFoundThere) return [];
  return ['--home', quoted(isFoundThere ? given : resolve(workingFolder, given))];
}

const SERVER_FLAGS = [
  '--database',
  '--database-ca',
  '--nats',
  '--nats-creds',
  '--nats-ca',
  '--nats-cert',
  '--nats-key',
];

function serverFlags({ argv }: Shell): string[][] {
  return SERVER_FLAGS.map((flag) => {
    const value = valueOf(flag, argv);
    return value === undefined || holdsSecret(value) ? [] : [flag, quoted(value)];
  });
}

/** Commands that read images. */
const READS_IMAGES = new Set(['start', 'resume', 'test', 'report', 'glimpses', 'validate', 'worker']);

function dataFlag(command: string, { argv, folder, workingFolder }: Shell): string[] {
  const given = valueOf('--data-dir', argv);
  if (given === undefined || !READS_IMAGES.has(command.split(' ')[0]!)) return [];
  const isFoundThere = isAbsolute(given) || folder === workingFolder;
  return ['--data-dir', quoted(isFoundThere ? given : resolve(workingFolder, given))];
}

/** Anything before an @, or a password among the parameters. */
const holdsSecret = (address: string): boolean => address.includes('@') || /password/i.test(address);

/** The last value counts, as for the command itself. */
function valueOf(flag: string, argv: readonly string[]): string | undefined {
  const last = argv.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
  if (last < 0) return undefined;
  return argv[last] === flag ? argv[last + 1] : argv[last]!.slice(flag.length + 1);
}
