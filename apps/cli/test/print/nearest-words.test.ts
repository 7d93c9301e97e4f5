import { expect, test } from 'vitest';
import { nearestWords } from '../../src/print/nearest-words.js';

const known = ['--data-dir', '--database', '--dry-run', '--home', '--epochs'];

test.each([
  ['what it is called elsewhere', 'list', [], ['studies', 'trials']],
  ['all that begin with it', '--data', ['--nats'], ['--data-dir', '--database']],
  ['the one that begins with it', '--dry', [], ['--dry-run']],
  ['what is similar, and begins alike', '--epcohs', ['--epochs'], ['--epochs']],
  ['nothing that only looks like it', '--nope', ['--home'], []],
  ['nothing for a letter or two', '--d', [], []],
  ['nothing for a name that every object has', 'toString', [], []],
])('a word is taken for %s: %s', (_, word, similar, meant) => {
  expect(nearestWords(word, known, similar)).toEqual(meant);
});
