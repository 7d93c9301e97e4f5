import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultCacheDir } from '@ram-sweep/services';

const help = `npm run bench -- [options]

Measures this machine: the training step of every engine, a plain PyTorch implementation of the same step, whole
epochs of both, the speed of one large matrix product, and the memory and start of a training process.

  --quick            a few short rounds on a tenth of the images: to see that it runs
  --only PARTS       steps, epochs, processes, sweeps, joined by commas (all)
  --engines NAMES    such as onnx,tfjs-wasm (all that run here)
  --at-once COUNTS   trials at the same time, such as 1,2,4 (1,2)
  --batches SIZES    images in a step, for the epochs of a sweep (20,32,64,128)
  --rounds N         rounds of steps (24); epochs and processes take an eighth as many
  --data-dir DIR     folder with MNIST (RAM_SWEEP_DATA_DIR; else the download cache; else glyphs)
  --python PROGRAM   Python with torch, torchvision and Pillow, or none (bench-venv in the cache folder, else python3)
  --json FILE        also write everything as JSON
  --help             print this
`;

const parts = /** @type {const} */ (['steps', 'epochs', 'processes', 'sweeps']);

/** The options of a run, or null where help was asked for and printed. */
export function readOptions(args = process.argv.slice(2), env = process.env) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: parts.join(',') },
      engines: { type: 'string' },
      'at-once': { type: 'string', default: '1,2' },
      batches: { type: 'string', default: '20,32,64,128' },
      rounds: { type: 'string' },
      'data-dir': { type: 'string' },
      python: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return null;
  }
  const cacheDir = defaultCacheDir(env['XDG_CACHE_HOME']);
  const rounds = wholeNumber('rounds', values.rounds ?? (values.quick ? '2' : '24'));
  return Object.freeze({
    quick: values.quick,
    only: values.only.split(',').map((part) => oneOf('only', part, parts)),
    engines: values.engines?.split(',') ?? null,
    atOnce: values['at-once'].split(',').map((count) => wholeNumber('at-once', count)),
    batches: values.batches.split(',').map((size) => wholeNumber('batches', size)),
    rounds,
    longRounds: Math.max(1, Math.round(rounds / 8)),
    /** Length of one measurement of steps. */
    ms: 500,
    dataDir: absolute(values['data-dir'] ?? env['RAM_SWEEP_DATA_DIR']),
    cacheDir,
    pythons: values.python ? [values.python] : [join(cacheDir, 'bench-venv', 'bin', 'python'), 'python3'],
    json: values.json ?? null,
  });
}

/** @typedef {NonNullable<ReturnType<typeof readOptions>>} Options */

/** @param {string} name @param {string} text */
function wholeNumber(name, text) {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new RangeError(`--${name} takes whole numbers of at least 1, not ${text}`);
}

/** @template {string} Choice @param {string} name @param {string} text @param {readonly Choice[]} choices */
function oneOf(name, text, choices) {
  const found = choices.find((choice) => choice === text);
  if (found) return found;
  throw new RangeError(`--${name} takes ${choices.join(', ')}, not ${text}`);
}

/** @param {string | undefined} folder */
const absolute = (folder) => (folder ? resolve(folder.replace(/^~(?=\/)/, homedir())) : undefined);
