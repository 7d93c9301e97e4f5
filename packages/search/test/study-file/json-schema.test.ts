import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseStudy, readStudyFile, studyJsonSchema, studyWarnings } from '../../src/index.js';
import { study } from './mistakes.js';

const studies = fileURLToPath(new URL('../../../../studies/', import.meta.url));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(studyJsonSchema());
/** Studies whose point are errors, with a patch that covers the image. */
const WHOLE_VIEW: ReadonlySet<string> = new Set(['fashion-28.yaml', 'fashion-28-wide-std.yaml']);

const fits = (text: string): boolean => validate(parse(text));

test('studies/study.schema.json is up to date (npm run schema -w packages/search writes it)', async () => {
  const committed: unknown = JSON.parse(await readFile(`${studies}study.schema.json`, 'utf8'));
  expect(committed).toEqual(JSON.parse(JSON.stringify(studyJsonSchema())));
});

test("the README's study is right as printed, and needs no other study to start", async () => {
  const readme = await readFile(`${studies}../README.md`, 'utf8');
  const [, text = ''] = /```yaml\n(name: [^`]*)```/.exec(readme) ?? [];
  expect(fits(text)).toBe(true);
  expect(parseStudy(text, { source: 'README.md', format: 'yaml' })).toMatchObject({ trials: 40, prior: [] });
});

test('every example study is right, fits the schema, names it for editors, is named like its file, and warns of nothing', async () => {
  const files = (await readdir(studies)).filter((name) => name.endsWith('.yaml'));
  expect(files).toEqual(expect.arrayContaining(['mnist-reference.yaml', 'quickstart.yaml']));
  for (const file of files) {
    const text = await readFile(`${studies}${file}`, 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/study\.schema\.json\n/);
    expect(fits(text)).toBe(true);
    const spec = await readStudyFile(`${studies}${file}`);
    expect(`${spec.name}.yaml`).toBe(file);
    expect(studyWarnings(spec)).toEqual(
      WHOLE_VIEW.has(file) ? [expect.stringMatching(/^attention can hardly pay/)] : [],
    );
  }
});

test.each([
  study('trials: 0'),
  study('epochs: 3'),
  study('config: { std: 3 }'),
  study('space: { sdt: { distribution: uniform, low: 0.1, high: 1 } }'),
  study('space: { std: { distribution: uniform, low: 0.1 } }'),
  study('space: { std: { distribution: uniform, low: 0.1, high: 1, when: { optimiser: sgd } } }'),
  study('sampler: { name: tpe, points: 3 }'),
  study('first: [{ sdt: 0.1 }]'),
  study('require: "std < 1"'),
  'name: a b\ndataset: { name: mnist }',
  'name: a',
])('an editor marks the mistakes that are mistakes of shape: %j', (text) => {
  expect(fits(text)).toBe(false);
  expect(() => parseStudy(text, { source: 'a.yaml' })).toThrow();
});

test('names in capitals, conditions and $schema fit', () => {
  const momentum = '  momentum: { distribution: uniform, low: 0, high: 0.9, when: { optimizer: [sgd] } }';
  const text = `$schema: ./study.schema.json\nname: LR-test\ndataset: { name: mnist }\nspace:\n${momentum}`;
  expect(fits(text)).toBe(true);
});

test.each(['sampler: tpe', 'sampler: { name: tpe, lag: 3 }', 'require: [std < 1]', 'first: [{ std: 0.1 }]'])(
  '%s fits',
  (line) => {
    expect(fits(study(line))).toBe(true);
    expect(() => parseStudy(study(line), { source: 'a.yaml' })).not.toThrow();
  },
);

test('every field has its description and default at hand in an editor', () => {
  const { properties, $defs } = studyJsonSchema() as unknown as {
    properties: Record<'space' | 'config', { properties: Record<string, Record<string, unknown>> }>;
    $defs: Record<string, unknown>;
  };
  expect(properties.config.properties['std']).toEqual({
    type: 'number',
    exclusiveMinimum: 0,
    maximum: 2,
    default: 0.17,
    description: 'Standard deviation of the location policy, where ±1 is the image edge.',
  });
  expect(properties.space.properties['std']).toEqual({
    $ref: '#/$defs/distribution',
    description: 'Standard deviation of the location policy, where ±1 is the image edge.',
  });
  expect(Object.keys($defs)).toEqual(['distribution', 'fields']);
});
