import { parseArgs } from 'node:util';

/**
 * The options of a benchmark's command line. Ends the process where `--help` is among them, after printing `help`, and
 * where one of them is mistaken, after a line that says which.
 *
 * @template {NonNullable<import('node:util').ParseArgsConfig['options']>} Options
 * @param {string} help
 * @param {Options} options
 */
export function commandLine(help, options) {
  if (process.argv.includes('--help')) {
    process.stdout.write(help);
    process.exit(0);
  }
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    process.stderr.write(`${/** @type {Error} */ (error).message}\n`);
    return process.exit(1);
  }
}
