import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { StudySpec } from '@ram-sweep/protocol';
import { accepts, parseStudy, sampleTrial, StudyFileError, type StudyOverride } from '../../src/index.js';

/*
 * Study files as strangers, slips of the hand and bad disks might leave them: whole ones that are changed here and
 * there, 10,000 in all. Each is taken as a study that can be written down, read and drawn from again, or refused with
 * its mistakes.
 */
const RUNS = { text: 4_000, values: 4_000, flags: 2_000 };
const PATIENCE_MS = 60_000;

const quickstart = readFileSync(new URL('../../../../studies/quickstart.yaml', import.meta.url), 'utf8');
const detailed = `name: a
dataset: { name: mnist, canvas: cluttered, size: 60, clutter: 4 }
trials: 20
space:
  learningRate: &rates { distribution: log-uniform, low: 0.0001, high: 0.01 }
  optimizer: { distribution: categorical, choices: [adam, sgd] }
  momentum: { distribution: uniform, low: 0.5, high: 0.99, when: { optimizer: sgd } }
  std: { <<: *rates, low: 0.001, high: 0.2 }
config: { epochs: 3, clipNorm: null, evaluation: "mean" }
retries: 2
`;
const searching = `name: b
dataset: { name: glyphs }
trials: 4
sampler: { name: grid, points: 3 }
space:
  patchSize: { distribution: integer, low: 4, high: 16 }
  scale: { distribution: categorical, choices: [1, 2, 3] }
  optimizer: { distribution: categorical, choices: [adam, sgd] }
  momentum: { distribution: uniform, low: 0.5, high: 0.99, when: { optimizer: sgd } }
require:
  - patchSize * 2 ** (scale - 1) <= 28
  - optimizer == 'adam' or momentum > 0.6
first:
  - { patchSize: 8, scale: 1, optimizer: sgd, momentum: 0.9 }
  - { scale: 2 }
config: { epochs: 3 }
`;
const small = '{"name": "a", "dataset": {"name": "mnist"}, "space": {}, "config": {"epochs": 3}}';
const json = JSON.stringify(parse(quickstart), null, 1);

const outcomes = { taken: 0, refused: 0 };
afterEach(() => {
  // Both are met often, or the inputs test little.
  expect(outcomes.taken).toBeGreaterThan(RUNS.flags / 20);
  expect(outcomes.refused).toBeGreaterThan(RUNS.flags / 4);
  Object.assign(outcomes, { taken: 0, refused: 0 });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

/** Samplers whose trials need others before them. */
const LEARNING: ReadonlySet<string> = new Set(['tpe', 'gp', 'auto']);

/** The configs that were tried first, and the sampler's, are such as the study requires. */
function expectDrawn(spec: StudySpec): void {
  for (const index of [0, Math.min(spec.first.length, (spec.trials ?? 1) - 1)]) {
    expect(accepts(spec, sampleTrial(spec, index).params)).toBe(true);
  }
}

function expectJudged(text: string, source: string, overrides: readonly StudyOverride[] = []): void {
  try {
    const spec = parseStudy(text, { source, overrides });
    expect(parseStudy(JSON.stringify(spec), { source: 'again.json' })).toEqual(spec);
    if (!LEARNING.has(spec.sampler.name)) expectDrawn(spec);
    outcomes.taken += 1;
  } catch (error) {
    if (!(error instanceof StudyFileError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    for (const { path, message } of error.problems) expect(path + message).not.toBe('');
    outcomes.refused += 1;
  }
}

const marks = [
  '{',
  '}',
  '[',
  ']',
  ':',
  ': ',
  ',',
  '\n',
  '\n  ',
  '\t',
  '- ',
  '#',
  '"',
  "'",
  '---',
  '...',
  '? ',
  '|',
  '>',
];
const notation = [
  '&a',
  '*a',
  '<<: ',
  '**',
  ' or ',
  '!!js ',
  '.inf',
  '.nan',
  '-0',
  '-1e-999',
  '1e999',
  '0x1f',
  '~',
  'null',
  '__proto__: ',
];
const pieces = fc.oneof(
  fc.constantFrom(...marks),
  fc.constantFrom(...notation),
  fc.constantFrom('\0', '\uFEFF', '\u2028', '\ud800'),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.double().map(String),
);
/** Cuts out a part and puts something in its place. */
const edit = fc.record({ at: fc.nat(), cut: fc.oneof(fc.constant(0), fc.nat(12), fc.nat(200)), put: pieces });

test(
  `${RUNS.text} files with changed text are taken or refused`,
  () => {
    const files = fc.constantFrom(
      ['a.yaml', quickstart],
      ['a.yaml', detailed],
      ['a.yaml', searching],
      ['a.json', json],
    );
    fc.assert(
      fc.property(files, fc.array(edit, { maxLength: 3 }), ([source, whole], edits) => {
        const text = edits.reduce((held, { at, cut, put }) => {
          const from = at % (held.length + 1);
          return held.slice(0, from) + put + held.slice(from + cut);
        }, whole);
        expectJudged(text, source);
      }),
      { numRuns: RUNS.text },
    );
  },
  PATIENCE_MS,
);

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1e308,
    2 ** 53,
    '',
    'adam',
    [],
    {},
    [[]],
    'mnist',
    'a/../b',
    '../x',
    'grid',
    'random',
    'scale < 3 and (1 > 2',
    'patchSize ** scale % 3 == 0',
    { name: 'random', distinct: true },
    [{ scale: 3 }, {}],
    ['scale == 4'],
  ),
  fc.constantFrom<unknown>(['__proto__'], JSON.parse('{"__proto__": {"polluted": 1}}'), {
    constructor: { prototype: 1 },
  }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.jsonValue(),
);
const change = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'remove', 'add', 'rename'),
  value: strange,
  key: fc.oneof(
    fc.constantFrom('__proto__', 'constructor', 'toString', 'when', 'low', ''),
    fc.string({ maxLength: 10 }),
  ),
});
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

/** Changes one of the values in a study, counted through from the top. */
function changed(study: unknown, { at, how, value, key }: Change): unknown {
  const places: { holder: Record<string, unknown>; name: string }[] = [];
  const visit = (holder: Record<string, unknown>): void => {
    for (const [name, held] of Object.entries(holder)) {
      places.push({ holder, name });
      if (typeof held === 'object' && held !== null) visit(held as Record<string, unknown>);
    }
  };
  const copy = structuredClone(study) as Record<string, unknown>;
  visit(copy);
  const place = places[at % Math.max(1, places.length)];
  if (place === undefined) return value;
  const { holder, name } = place;
  const own = (field: string, held: unknown) =>
    Object.defineProperty(holder, field, {
      value: held,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  if (how === 'replace') own(name, value);
  if (how === 'add') own(key, value);
  if (how === 'rename') own(key, holder[name]);
  if (how === 'remove' || how === 'rename') Reflect.deleteProperty(holder, name);
  return copy;
}

test(
  `${RUNS.values} studies with changed values are taken or refused`,
  () => {
    const studies = fc.constantFrom<unknown>(parse(detailed, { merge: true }), parse(searching));
    fc.assert(
      fc.property(studies, fc.array(change, { minLength: 1, maxLength: 2 }), (study, changes) => {
        expectJudged(JSON.stringify(changes.reduce(changed, study)), 'a.json');
      }),
      { numRuns: RUNS.values },
    );
  },
  PATIENCE_MS,
);

test(
  `${RUNS.flags} flags with any path and value are taken or refused`,
  () => {
    const word = fc.oneof(
      fc.constantFrom(
        'space',
        'config',
        'std',
        'low',
        'epochs',
        'name',
        'trials',
        'dataset',
        'choices',
        'sampler',
        'require',
        'first',
        'prior',
        'points',
        '0',
        '__proto__',
        '',
      ),
      fc.string({ maxLength: 6 }),
    );
    const settings = fc.constantFrom(
      ['trials', 3],
      ['config.epochs', 4],
      ['space', {}],
      ['name', 'b'],
      ['seed', 7],
    );
    const flag = fc.record({
      path: fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join('.')),
      value: fc.oneof(strange, fc.constantFrom<unknown>(1, 2, 0.1)),
      flag: fc.constant('--set'),
    });
    const good = settings.map(([path, value]) => ({ path: path as string, value, flag: '--set' }));
    fc.assert(
      fc.property(fc.array(fc.oneof(flag, good), { minLength: 1, maxLength: 2 }), (overrides) =>
        expectJudged(small, 'a.json', overrides),
      ),
      { numRuns: RUNS.flags },
    );
  },
  PATIENCE_MS,
);
