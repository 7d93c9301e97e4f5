import { quoted } from '@ram-sweep/format/quoted';
import type { DriveOptions, StudiesOptions } from '../interfaces/options.js';

/** What a program calls where a person types a command; its words follow the name. */
const CALLS: Readonly<Record<string, (study: string | undefined) => string>> = {
  start: () => 'studies.create()',
  resume: (study) => (study === undefined ? 'study.drive()' : `(await studies.study('${study}')).drive()`),
  studies: () => 'studies.list()',
  trials: () => 'study.trials()',
  watch: () => 'study.events()',
  stop: () => 'study.stop()',
};

type Option =
  keyof DriveOptions | keyof StudiesOptions | `natsTls.${keyof Required<StudiesOptions>['natsTls']}`;

/** The options of the library by the flags of the command line. `name` is a field of the study. */
const OPTIONS: Readonly<Record<string, Option | 'name'>> = {
  '--name': 'name',
  '--home': 'home',
  '--database': 'database',
  '--nats': 'nats',
  '--nats-creds': 'natsCreds',
  '--nats-ca': 'natsTls.caFile',
  '--nats-cert': 'natsTls.certFile',
  '--nats-key': 'natsTls.keyFile',
  '--nats-replicas': 'natsReplicas',
  '--data-dir': 'dataDir',
  '--workers': 'workers',
  '--threads': 'threads',
  '--device': 'device',
  '--engine': 'engine',
  '--lease': 'leaseSeconds',
  '--oversubscribe': 'oversubscribe',
};

/**
 * A message for people as it is of use in a program: with calls in the place of commands, and options in the place of
 * flags. A command that the library has no call for stays one, of this home. What stands between backquotes otherwise
 * stays as it is, so a message that is passed on twice does.
 */
export const inProgram = (message: string, home: string | undefined): string =>
  message.replaceAll(
    /`(?:ram-sweep ([^`]+)|[^`]+)`|(?<!\S)\(?(--[a-z-]+)/g,
    (found, command?: string, flag?: string) => {
      if (command !== undefined) return `\`${callFor(command) ?? commandIn(home, command)}\``;
      const option = flag === undefined ? undefined : OPTIONS[flag];
      return flag === undefined || option === undefined ? found : found.replace(flag, `\`${option}\``);
    },
  );

/** Undefined for a command with flags as well: what they do is not said by a call. */
function callFor(command: string): string | undefined {
  const [name = '', ...words] = command.split(' ');
  return words.some((word) => word.startsWith('-')) ? undefined : CALLS[name]?.(words[0]);
}

const commandIn = (home: string | undefined, command: string): string =>
  ['npx ram-sweep', command, ...(home === undefined ? [] : ['--home', quoted(home)])].join(' ');
