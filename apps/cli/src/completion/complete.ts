import type { Command } from 'commander';
import { readEnvironment } from '../environment.js';
import { completeWords, type Candidate } from './complete-words.js';
import { knownStudies } from './known-studies.js';
import { shellNames, type ShellName } from './shells.js';
import { storedOutline } from './stored-outline.js';

/**
 * Answers the script that `completion` printed: `complete SHELL WORDS…`, of which the last is being typed. A word on
 * each line, for zsh and fish with a tab and its description; `:files` or `:folders` alone where the shell is to
 * complete those. Never fails: a shell has no place for errors.
 */
export async function complete(args: readonly string[], load: () => Promise<Command>): Promise<void> {
  const [shell, ...given] = args;
  if (!isShell(shell)) return;
  try {
    const words = shell === 'bash' ? joinedAssignments(given) : given;
    const lines = await answer(words, load);
    const { word: typed } = lastWord(given);
    process.stdout.write(
      lines.map((line) => `${inShell(shell, line, words.at(-1) ?? '', typed)}\n`).join(''),
    );
  } catch {
    // Nothing is completed.
  }
}

type Answer = Candidate | ':files' | ':folders';

async function answer(words: readonly string[], load: () => Promise<Command>): Promise<Answer[]> {
  const outline = await storedOutline(readEnvironment().cacheDir, load);
  const { candidates, wants, before } = completeWords(outline, words);
  if (wants === null) return [...candidates];
  if (wants !== 'studies') return [`:${wants}`];
  const studies = (await knownStudies(words)).map((name) => before + name);
  const typed = words.at(-1) ?? '';
  return studies.filter((name) => name.startsWith(typed)).map((word) => ({ word, description: 'study' }));
}

/** bash takes `=` for the end of a word, so `--format=js` is three; and completes the last alone. */
function joinedAssignments(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const [index, word] of words.entries()) {
    const isValue = words[index - 1] === '=' && index > 1;
    if ((word === '=' || isValue) && joined.at(-1)?.startsWith('--')) joined.push(`${joined.pop()}${word}`);
    else joined.push(word);
  }
  return joined;
}

const lastWord = (words: readonly string[]) => ({ word: words.at(-1) === '=' ? '' : (words.at(-1) ?? '') });

function inShell(shell: ShellName, line: Answer, whole: string, typed: string): string {
  if (typeof line === 'string') return line;
  const { word, description } = line;
  if (shell === 'bash') return word.slice(whole.length - typed.length);
  return description === '' ? word : `${word}\t${description}`;
}

const isShell = (name: string | undefined): name is ShellName => shellNames.some((shell) => shell === name);
