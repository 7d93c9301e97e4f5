import { InvalidArgumentError, Option } from 'commander';
import { formats, type Format } from '../../print/format/formats.js';

/** Parsers and options that several commands share. */
export function parseCount(text: string): number {
  const count = wholeNumber(text);
  if (count === null || count < 1) throw new InvalidArgumentError('must be a whole number, 1 or more');
  return count;
}

/** A whole number that has bounds; `unit` says of what, such as ` of seconds`. */
function wholeNumberFrom(least: number, most: number, unit = ''): (text: string) => number {
  return (text) => {
    const count = wholeNumber(text);
    if (count === null || count < least || count > most)
      throw new InvalidArgumentError(`must be a whole number${unit} from ${least} to ${most}`);
    return count;
  };
}

const MOST_WORKERS = 256;

/** Worker processes of one machine; 0 where others train. */
export const parseWorkers = wholeNumberFrom(0, MOST_WORKERS);

/** A count of at most `most`. */
export const countUpTo = (most: number): ((text: string) => number) => wholeNumberFrom(1, most);

/** Copies of each stream of NATS. A majority of them has to agree, so an even number gains nothing. */
export type Replicas = 1 | 3 | 5;

export function parseReplicas(text: string): Replicas {
  const count = wholeNumber(text);
  if (count === 1 || count === 3 || count === 5) return count;
  throw new InvalidArgumentError('must be 1, 3 or 5');
}

/** Null for all that is not digits alone: also for the empty text of a variable that is not set. */
function wholeNumber(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** A number whose bounds are the study file's to check. */
export function parseAmount(text: string): number {
  const amount = Number(text);
  if (text.trim() === '' || !Number.isFinite(amount)) throw new InvalidArgumentError('must be a number');
  return amount;
}

/** Adds what one more `--set` says to those before it. */
export function collectAssignments(text: string, held: readonly string[] = []): string[] {
  if (!/^[^=]+=/.test(text)) throw new InvalidArgumentError('write --set FIELD=VALUE');
  return [...held, text];
}

/** Seconds. In a shorter one a busy machine is taken for a lost worker; a longer one than a day finds none. */
const SHORTEST_LEASE = 2;
const LONGEST_LEASE = 86_400;

export const parseLease = wholeNumberFrom(SHORTEST_LEASE, LONGEST_LEASE, ' of seconds');

export function parseTrial(text: string): number {
  const trial = wholeNumber(text);
  if (trial === null) throw new InvalidArgumentError('must be the number of a trial, 0 or more');
  return trial;
}

export function parseImage(text: string): number {
  const image = wholeNumber(text);
  if (image === null) throw new InvalidArgumentError('must be the number of an image, 0 or more');
  return image;
}

/** A number above 0 with a letter for thousands and more, such as 800k, 5M or 2.5e6. */
export function parseMagnitude(text: string): number {
  const [, digits = '', unit = ''] = /^([\d.]+(?:e\d+)?)([kKMG]?)$/.exec(text) ?? [];
  const value =
    Number(digits) * { '': 1, k: 1e3, K: 1e3, M: 1e6, G: 1e9 }[unit as '' | 'k' | 'K' | 'M' | 'G'];
  if (digits === '' || !Number.isFinite(value) || value <= 0)
    throw new InvalidArgumentError('write a number above 0, such as 5M, 800k or 2.5e6');
  return value;
}

/** A seed that is out of range is the study file's to refuse. */
export function parseSeed(text: string): number {
  const seed = wholeNumber(text);
  if (seed === null) throw new InvalidArgumentError('must be a whole number, 0 or more');
  return seed;
}

/**
 * Where your own images are. Without it, and for what it lacks, they come from the cache, or are fetched into it.
 */
export const dataDirOption = (): Option =>
  new Option(
    '--data-dir <dir>',
    'look for mnist/ and fashion-mnist/ here first; missing files are downloaded to the cache (RAM_SWEEP_DATA_DIR)',
  );

export const formatOption = (): Option =>
  new Option('--format <format>', 'how to print').choices(formats).default('table');

export const jsonOption = (): Option =>
  new Option('--json', 'the same as --format json; an error is JSON too, see `ram-sweep --help`').conflicts(
    'format',
  );

export const chosenFormat = (flags: { format: Format; json?: boolean }): Format =>
  flags.json ? 'json' : flags.format;

/** Appends examples to a command's help. */
export const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
