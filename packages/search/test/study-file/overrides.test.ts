import { expect, test } from 'vitest';
import { parseStudy, type StudyOverride } from '../../src/index.js';
import { mistakes, study } from './mistakes.js';

const set = (path: string, value: unknown, flag = `--set ${path}`): StudyOverride => ({ path, value, flag });
const parse = (text: string, ...overrides: readonly StudyOverride[]) =>
  parseStudy(text, { source: 'a.yaml', overrides });

test('a flag wins over the file, and the last flag over those before it', () => {
  const spec = parse(
    study('trials: 3', 'config: { epochs: 5, hidden: 64 }'),
    set('trials', 7, '--trials'),
    set('config.epochs', 2, '--epochs'),
    set('config.epochs', 1),
  );
  expect(spec).toMatchObject({ trials: 7, config: { epochs: 1, hidden: 64 } });
});

test('a flag makes the sections it needs', () => {
  const spec = parse('{}', set('name', 'b'), set('dataset.name', 'glyphs'), set('config.std', 0.1));
  expect(spec).toMatchObject({ name: 'b', dataset: { name: 'glyphs' }, config: { std: 0.1 } });
});

test('a flag changes one part of the default space', () => {
  const { space } = parse(study(), set('space.std.high', 0.5));
  expect(space).toMatchObject({ std: { low: 0.03, high: 0.5 }, glimpses: { low: 2 }, scale: {} });
});

test('a field that a flag fixes is no longer searched by default', () => {
  expect(Object.keys(parse(study(), set('config.glimpses', 6)).space)).toEqual(['std', 'scale']);
});

test('null takes a field out of the search, so that it can be fixed', () => {
  const text = study('space: { std: { distribution: uniform, low: 0.1, high: 0.2 } }');
  const spec = parse(text, set('space.std', null), set('config.std', 0.1));
  expect(spec).toMatchObject({ space: {}, config: { std: 0.1 } });
});

test('null is a value elsewhere', () => {
  expect(parse(study('config: { clipNorm: 1 }'), set('config.clipNorm', null)).config).toEqual({
    clipNorm: null,
  });
});

test('what an alias shares is changed in one place only', () => {
  const text = study(
    'space:',
    '  std: &range { distribution: uniform, low: 0.1, high: 0.2 }',
    '  momentum: *range',
  );
  expect(parse(text, set('space.std.high', 0.3)).space).toMatchObject({
    std: { high: 0.3 },
    momentum: { high: 0.2 },
  });
});

test.each([
  [set('trials', 0, '--trials'), '--trials  trials is 0; allowed: an integer from 1 to 1000000'],
  [set('config.epoch', 3), '--set config.epoch  config.epoch is not a known field; did you mean epochs?'],
  [set('space.std', 0.1), '--set space.std  space.std is 0.1; allowed: a mapping with distribution'],
  [
    set('space.stdd', null),
    '--set space.stdd  space.stdd is not searched, so it cannot be taken out of the search',
  ],
  [set('name.first', 'a'), '--set name.first  name.first cannot be set: name is "a"'],
  [set('', 3, '--set =3'), '--set =3  the field to set is missing in ""; write it as field=value'],
  [
    set('config..std', 3),
    '--set config..std  the field to set is missing in "config..std"; write it as field=value',
  ],
  [set('__proto__.trials', 3), '--set __proto__.trials  __proto__ is not a known field'],
])('a mistake in a flag names the flag: %j', (override, expected) => {
  expect(mistakes(study(), { overrides: [override] })).toEqual([expect.stringContaining(expected)]);
});

test('a field that is searched by the file and fixed by a flag is refused with the flag that helps', () => {
  const text = study('space: { std: { distribution: uniform, low: 0.1, high: 0.2 } }');
  expect(mistakes(text, { overrides: [set('config.std', 0.1)] })).toEqual([
    '--set config.std  config.std is fixed at 0.1 and searched as well; to fix it, take it out of the search with --set space.std=null',
  ]);
});

const range = (low: number, high: number) => ({ distribution: 'uniform', low, high });

test('a config to try first that lies outside of what a flag searches is refused with that flag', () => {
  const text = study(
    'first: [{ std: 0.2 }]',
    'space: { std: { distribution: uniform, low: 0.1, high: 0.9 } }',
  );
  const around = (space: object) => ({ overrides: [set('space', space, '--from tpe1')] });
  expect(mistakes(text, around({ std: range(0.3, 0.4) }))).toEqual([
    'a.yaml:3:16  first[0].std is 0.2, and this study searches std from 0.3 to 0.4; take a value from there, or widen space.std; space.std comes from --from tpe1',
  ]);
  expect(mistakes(text, around({ momentum: range(0.3, 0.4) }))).toEqual([
    expect.stringMatching(/remove it, or search std under space; space\.std comes from --from tpe1$/),
  ]);
  expect(mistakes(text, { overrides: [set('space.std.low', 0.3)] })).toEqual([
    expect.stringMatching(/; space\.std comes from --set space\.std\.low$/),
  ]);
});

test('mistakes in the file and in flags are reported together, flags first', () => {
  const told = mistakes(study('seed: x'), { overrides: [set('trials', 0, '--trials')] });
  expect(told.map((line) => line.split('  ')[0])).toEqual(['--trials', 'a.yaml:3:7']);
});
