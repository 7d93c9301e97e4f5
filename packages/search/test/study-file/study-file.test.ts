import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseStudy, readStudyFile, StudyFileError } from '../../src/index.js';
import { mistakes, problems } from './mistakes.js';

const smallest = 'name: a\ndataset: { name: mnist }\n';

async function file(name: string, text: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'study-file-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

test('a study needs a name and a data set; all else has defaults', () => {
  expect(parseStudy(smallest, { source: 'a.yaml' })).toEqual({
    name: 'a',
    dataset: { name: 'mnist', canvas: 'plain' },
    trials: 20,
    seed: 1,
    sampler: { name: 'random', distinct: false },
    space: {
      std: { distribution: 'log-uniform', low: 0.03, high: 0.3 },
      glimpses: { distribution: 'integer', low: 2, high: 8 },
      scale: { distribution: 'categorical', choices: [1, 2, 3] },
    },
    require: [],
    first: [],
    prior: [],
    pruner: { name: 'none' },
    budget: {},
    finalists: null,
    config: {},
    retries: 2,
  });
});

test('finalists are three of three seeds with both controls unless the study says otherwise', () => {
  expect(parseStudy(`${smallest}finalists: {}`, { source: 'a.yaml' }).finalists).toEqual({
    top: 3,
    seeds: 3,
    controls: ['random', 'frozen'],
  });
});

test('the default space leaves out what the study fixes', () => {
  const { space } = parseStudy(`${smallest}config: { std: 0.1 }`, { source: 'a.yaml' });
  expect(Object.keys(space)).toEqual(['glimpses', 'scale']);
});

test('an empty space searches nothing but the seed of each trial', () => {
  expect(parseStudy(`${smallest}space: {}`, { source: 'a.yaml' }).space).toEqual({});
});

test.each(['-0', '-1e-999'])('a seed of %s is 0, as it will be stored', (seed) => {
  expect(parseStudy(`${smallest}seed: ${seed}`, { source: 'a.yaml' }).seed).toBe(0);
});

test('YAML and JSON say the same', async () => {
  const json = JSON.stringify(
    { $schema: './study.schema.json', name: 'a', dataset: { name: 'mnist' } },
    null,
    '\t',
  );
  const [fromYaml, fromJson] = [await file('a.yml', smallest), await file('a.json', json)];
  expect(await readStudyFile(fromJson)).toEqual(await readStudyFile(fromYaml));
});

test('a file with a byte order mark and Windows line ends is read', async () => {
  const path = await file('a.yaml', `\uFEFF${smallest.replaceAll('\n', '\r\n')}`);
  expect((await readStudyFile(path)).name).toBe('a');
});

test('anchors, aliases and merge keys are resolved', () => {
  const study = parseStudy(
    `name: a
dataset: { name: mnist }
space:
  learningRate: &rates { distribution: log-uniform, low: 0.0001, high: 0.01 }
  std: { <<: *rates, low: 0.001 }
`,
    { source: 'a.yaml' },
  );
  expect(study.space.std).toEqual({ distribution: 'log-uniform', low: 0.001, high: 0.01 });
});

test.each([
  ['a.txt', smallest, 'is not a study file by its name; allowed: .yaml, .yml, .json'],
  ['a.yaml', new Uint8Array([0x6e, 0xff, 0xfe]), 'is not UTF-8 text'],
  ['a.yaml', 'name: \0', 'is not text: it holds zero bytes'],
  ['a.yaml', '#'.repeat(70_000), 'is 70000 characters long; allowed: at most 65536'],
])('%s with unusable content is refused', async (name, content, message) => {
  const path = await file(name, content);
  await expect(readStudyFile(path)).rejects.toThrow(`${path}  ${message}`);
});

test('a file that is not there is named, with its cause', async () => {
  const failure = await readStudyFile('nowhere/a.yaml').catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StudyFileError);
  expect(failure).toMatchObject({
    message: 'nowhere/a.yaml has a mistake:\n  nowhere/a.yaml  does not exist',
    cause: { code: 'ENOENT' },
  });
});

test('a folder is not a study file, whatever its name', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'study-file-')), 'a.yaml');
  onTestFinished(() => rm(dirname(path), { recursive: true }));
  await mkdir(path);
  await expect(readStudyFile(path)).rejects.toThrow(`${path}  is a folder, not a study file`);
});

test.each([
  ['', 'is empty'],
  ['# nothing but a comment\n', 'is empty'],
  ['- name: a\n', 'holds a list, not a mapping'],
  ['quickstart', 'holds "quickstart", not a mapping'],
])('a file that is no mapping is refused: %j', (text, message) => {
  const [mistake] = mistakes(text);
  expect(mistake).toContain(message);
  expect(mistake).toContain('a study starts as "name: my-study"');
});

test.each([
  ['name: a\nconfig:\n  std: 0.1\n  std: 0.2\n', 'a.yaml:4:3  the key std appears here for the second time'],
  ['config:\n\tstd: 0.1\n', 'a.yaml:2:1  the line starts with a tab; YAML is indented with spaces'],
  [
    'name: a\n---\nname: b\n',
    'a.yaml:2:1  a second document starts here (---); a study file is one document',
  ],
  ['name: "a\n', 'a.yaml:2:1  Missing closing "quote'],
  ['name: *a\n', 'a.yaml:1:7  has an unresolved alias (the anchor must be set before the alias): a'],
  ['name: !ruby/object a\n', 'a.yaml:1:7  Unresolved tag: !ruby/object'],
])('broken YAML is refused at its place: %j', (text, expected) => {
  expect(mistakes(text)).toContain(expected);
});

test('aliases that multiply without end are refused', () => {
  const levels = 'bcdefgh'.split('').map((name, level) => {
    const before = 'abcdefg'[level];
    return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`;
  });
  const [mistake] = mistakes(`a: &a [1, 1]\n${levels.join('\n')}\n`);
  expect(mistake).toMatch(/^a\.yaml:8:\d+ {2}uses more than 100 aliases, directly or through others$/);
});

test('the first alias of many is named', () => {
  const uses = Array.from({ length: 110 }, () => '- *a');
  expect(mistakes(`name: &a 1\nfirst:\n${uses.join('\n')}\n`)).toEqual([
    'a.yaml:103:3  uses more than 100 aliases, directly or through others',
  ]);
});

describe('what is nested too deep is refused at its place, before anything follows it', () => {
  const DEEP = 20_000;
  test.each([
    ['lists in a line', `name: a\nfirst: ${'['.repeat(DEEP)}`, 'a.yaml:2:39'],
    ['mappings in a line', `first: ${'{a: '.repeat(DEEP / 2)}`, 'a.yaml:1:132'],
    ['lists, each in an item', `${'- '.repeat(DEEP)}1\nname: a\n`, 'a.yaml:1:65'],
    [
      'mappings, each indented further',
      Array.from({ length: 100 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
      'a.yaml:33:33',
    ],
  ])('%s', (_, text, place) => {
    expect(mistakes(text)).toEqual([`${place}  is nested more than 32 deep here`]);
  });

  test('in JSON too', () => {
    const text = `{ "name": ${'['.repeat(DEEP)}`;
    expect(mistakes(text, { source: 'a.json' })).toEqual(['a.json:1:42  is nested more than 32 deep here']);
  });

  test('but not what is as deep as any study', () => {
    const text = `name: a\nfirst: ${'['.repeat(30)}${']'.repeat(30)}\n`;
    expect(mistakes(text).join()).not.toContain('nested');
  });
});

test('a key that is repeated hides no other mistake, and the last of its values is judged', () => {
  const text = `name: a
dataset: { name: mnist }
config:
  std: 5
  std: 7
  epochs: many
trials: 0
trials: 3
`;
  expect(mistakes(text)).toEqual([
    'a.yaml:5:3  the key std appears here for the second time',
    'a.yaml:5:8  config.std is 7; allowed: a number above 0 and at most 2',
    'a.yaml:6:11  config.epochs is "many"; allowed: an integer from 1 to 100000',
    'a.yaml:8:1  the key trials appears here for the second time',
  ]);
});

test('a value that holds itself is refused, not followed', () => {
  expect(mistakes(`${smallest}retries: &a [*a]\n`)).toEqual([
    'a.yaml:3:13  retries is a list; allowed: an integer from 0 to 100',
  ]);
});

test.each([
  ['{ "name": "a", }', 'a.json:1:16  is not JSON: Expected double-quoted property name'],
  ['{ "name": "a", "name": "b" }', 'a.json:1:16  the key "name" appears here for the second time'],
  ['# a comment\n{ "name": "a" }', 'a.json:1:1  is not JSON: Unexpected token'],
  ['{ "name": "a"', 'a.json:1:14  Flow map must end with a }'],
])('broken JSON is refused at its place: %j', (text, expected) => {
  expect(mistakes(text, { source: 'a.json' }).join('\n')).toContain(expected);
});

test('all mistakes are reported at once, from top to bottom, each with its place', () => {
  const text = `name: a
dataset: { name: mnst }
trials: 0
space:
  std: { distribution: uniform, low: 0.1, high: 3 }
config:
  learningrate: 0.1
  epochs: many
`;
  expect(mistakes(text)).toEqual([
    'a.yaml:2:18  dataset.name is "mnst"; allowed: one of mnist, fashion-mnist, glyphs; did you mean mnist?',
    'a.yaml:3:9  trials is 0; allowed: an integer from 1 to 1000000 or null',
    'a.yaml:5:49  space.std.high is 3, which std cannot have; allowed: a number above 0 and at most 2',
    'a.yaml:7:3  config.learningrate is not a known field; did you mean learningRate?',
    'a.yaml:8:11  config.epochs is "many"; allowed: an integer from 1 to 100000',
  ]);
  expect(problems(text)[2]).toEqual({
    path: 'space.std.high',
    message: 'is 3, which std cannot have',
    allowed: 'a number above 0 and at most 2',
    line: 5,
    column: 49,
  });
});
