import type { Outline, OutlinedCommand, Value } from './outline.js';

/** A word that may come next. */
export interface Candidate {
  readonly word: string;
  readonly description: string;
}

/** What may come next: these words, and what is looked up: files by the shell, studies in the database. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  readonly wants: 'files' | 'folders' | 'studies' | null;
  /** What stands before each word that is looked up, such as `--from=`. */
  readonly before: string;
}

const nothing: Completion = { candidates: [], wants: null, before: '' };

/**
 * What may come in the place of the last word, which is the beginning of it; `words` begin behind the program's name.
 */
export function completeWords(outline: Outline, words: readonly string[]): Completion {
  const typed = words.at(-1) ?? '';
  if (words.length <= 1) return { ...nothing, candidates: commandsLike(outline, typed) };
  const command = outline.commands.find(({ name }) => name === words[0]);
  return command === undefined ? nothing : completeIn(outline, command, words.slice(1, -1), typed);
}

function completeIn(
  outline: Outline,
  command: OutlinedCommand,
  before: readonly string[],
  typed: string,
): Completion {
  const { open, used, arguments: count } = readWords(command, before);
  if (open !== null) return completeValue(outline, open, typed, '');
  const [, flag, beginning] = /^(--[\w-]+)=(.*)$/s.exec(typed) ?? [];
  if (flag !== undefined) {
    const value = valueOf(command, flag);
    return value === null ? nothing : completeValue(outline, value, beginning ?? '', `${flag}=`);
  }
  if (typed.startsWith('-')) return { ...nothing, candidates: optionsLike(command, typed, used) };
  const last = command.takesMore ? command.arguments.at(-1) : undefined;
  return completeValue(outline, command.arguments[count] ?? last ?? 'other', typed, '');
}

/** What the words before have said: the value that an option waits for, the options, how many arguments. */
function readWords(command: OutlinedCommand, words: readonly string[]) {
  const used = new Set<string>();
  let open: Value | null = null;
  let count = 0;
  for (const word of words) {
    if (open !== null) open = null;
    else if (word.startsWith('-') && word !== '-') {
      used.add(word.replace(/=.*$/s, ''));
      open = word.includes('=') ? null : valueOf(command, word);
    } else count += 1;
  }
  return { open, used, arguments: count };
}

const valueOf = ({ options }: OutlinedCommand, name: string): Value | null =>
  options.find(({ names }) => names.includes(name))?.value ?? null;

function completeValue(outline: Outline, value: Value, typed: string, before: string): Completion {
  if (value === 'other') return nothing;
  if (value === 'commands') return { ...nothing, candidates: commandsLike(outline, typed) };
  if (!Array.isArray(value)) return { candidates: [], wants: value, before };
  const words = value.filter((word) => word.startsWith(typed));
  return { ...nothing, candidates: words.map((word) => ({ word: before + word, description: '' })) };
}

const commandsLike = ({ commands }: Outline, typed: string): Candidate[] =>
  commands
    .filter(({ name }) => name.startsWith(typed))
    .map(({ name, description }) => ({ word: name, description }));

/** An option once; `--set`, which may be repeated, as often as one likes. */
function optionsLike({ options }: OutlinedCommand, typed: string, used: ReadonlySet<string>): Candidate[] {
  return options
    .filter(
      ({ hidden, names }) => !hidden && (names.includes('--set') || !names.some((name) => used.has(name))),
    )
    .map(({ names, description }) => ({ word: names.at(-1)!, description }))
    .filter(({ word }) => word.startsWith(typed));
}
