import { CommanderError } from 'commander';
import { exitCodeOf, exitCodes } from '../errors.js';
import { commandsInThisShell } from './command/in-this-shell.js';
import { ownCommand } from './command/own-command.js';
import { currentShell } from './command/shell.js';
import { isAnswer } from './is-answer.js';
import { nearestWords } from './nearest-words.js';

/** An error as a script reads it: one line on standard error. */
interface ErrorRecord {
  readonly message: string;
  /** The way out, where there is one. */
  readonly hint: string | null;
  readonly exitCode: number;
  /** Of a study file: each mistake with its place. */
  readonly problems?: unknown;
}

/** What the parser throws when it has printed what was asked for: help, or the version. */
const ANSWERS: ReadonlySet<string> = new Set([
  'commander.help',
  'commander.helpDisplayed',
  'commander.version',
]);

interface Explaining {
  readonly argv: readonly string[];
  /** With the stack of what is no answer. */
  readonly debug: boolean;
  /** Commands and flags that could have been meant. */
  readonly knownWords: () => Promise<readonly string[]>;
}

/**
 * Says on standard error why a command ended, in words or, where `argv` asks for JSON, as one object in one line.
 * Returns the exit code.
 */
export async function explain(error: unknown, { argv, debug, knownWords }: Explaining): Promise<number> {
  if (error instanceof CommanderError && ANSWERS.has(error.code))
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  const record =
    error instanceof CommanderError
      ? wrongUsage(error, argv[2], isUnknown(error) ? await knownWords() : [])
      : await recordOf(error);
  if (asksForJson(argv)) console.error(JSON.stringify({ error: record }));
  else {
    console.error(`ram-sweep: ${record.message}`);
    if (record.hint !== null) console.error(`  ${record.hint}`);
  }
  if (debug && error instanceof Error && !isAnswer(error) && !(error instanceof CommanderError))
    console.error(error.stack);
  return record.exitCode;
}

async function recordOf(error: unknown): Promise<ErrorRecord> {
  const { fileProblem } = await import('@ram-sweep/protocol/file-problem');
  const message = commandsInThisShell(
    fileProblem(error) ?? (error instanceof Error ? error.message : String(error)),
  );
  const hint = isAnswer(error) && error.hint ? commandsInThisShell(error.hint) : null;
  const problems = error instanceof Error && 'problems' in error ? { problems: error.problems } : {};
  return { message, hint, exitCode: exitCodeOf(error), ...problems };
}

const isUnknown = ({ code }: CommanderError): boolean =>
  code === 'commander.unknownCommand' || code === 'commander.unknownOption';

/** The parser's own words are `error: …`, a suggestion on a second line. */
function wrongUsage(
  { message, code }: CommanderError,
  command: string | undefined,
  known: readonly string[],
): ErrorRecord {
  const [said = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const isKnown = code !== 'commander.unknownCommand' && command !== undefined && !command.startsWith('-');
  const help = `see \`${ownCommand(currentShell())} ${isKnown ? `${command} ` : ''}--help\``;
  const told = said
    .replace(/^option '(?:-\w, )?(--[\w-]+)[^']*' argument '(.*)' is invalid\. /, '$1 $2: ')
    .replace(/^command-argument value '(.*)' is invalid for argument '(.*)'\. /, '$2 $1: ')
    .replace(/Allowed choices are (.*)\.$/, 'must be one of $1');
  const [, word = ''] = /^unknown (?:command|option) '(.*)'$/.exec(said) ?? [];
  const similar = /mean (?:one of )?(.*)\?\)$/.exec(suggestion ?? '')?.[1]?.split(', ') ?? [];
  const meant = nearestWords(word, known, similar);
  return {
    message: told,
    hint: meant.length === 0 ? help : `Did you mean ${meant.join(' or ')}? Otherwise ${help}`,
    exitCode: exitCodes.usage,
  };
}

/** Read from the words themselves: an error may come before they are parsed. */
const asksForJson = (argv: readonly string[]): boolean =>
  argv.some(
    (word, place) =>
      word === '--json' || word === '--format=json' || (word === '--format' && argv[place + 1] === 'json'),
  );
