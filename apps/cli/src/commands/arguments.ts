import { InvalidArgumentError, Option } from 'commander';
import { formats, type Format } from '../print/format.js';

/** Parsers and options that several commands share. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new InvalidArgumentError('must be a whole number, 1 or more');
  return count;
}

/** Shorter than that a busy machine is taken for a lost worker. */
const SHORTEST_LEASE = 2;

export function parseLease(text: string): number {
  const seconds = parseCount(text);
  if (seconds < SHORTEST_LEASE) throw new InvalidArgumentError(`must be ${SHORTEST_LEASE} or more`);
  return seconds;
}

export function parseTrial(text: string): number {
  const trial = Number(text);
  if (!Number.isInteger(trial) || trial < 0)
    throw new InvalidArgumentError('must be the number of a trial, 0 or more');
  return trial;
}

/** Where images of one's own are. Without it, and for what it lacks, they come from the cache, or are fetched into it. */
export const dataDirOption = (): Option =>
  new Option(
    '--data-dir <dir>',
    'look for mnist/ and fashion-mnist/ here first; what is nowhere is downloaded to the cache (RAM_SWEEP_DATA_DIR)',
  );

export const formatOption = (): Option =>
  new Option('--format <format>', 'how to print').choices(formats).default('table');

export const jsonOption = (): Option => new Option('--json', 'the same as --format json');

export const chosenFormat = (flags: { format: Format; json?: boolean }): Format =>
  flags.json ? 'json' : flags.format;

/** Appends examples to a command's help. */
export const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
