import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { datasetSpecSchema, samplerNames } from '@ram-sweep/protocol';
import { parseStudy, studyWarnings } from '@ram-sweep/search';
import { describe, expect, onTestFinished, test } from 'vitest';
import { askWishes } from '../../src/study-file/ask-wishes.js';
import { composeStudy } from '../../src/study-file/compose.js';
import { complete } from '../../src/study-file/wishes.js';

const program = fileURLToPath(new URL('../../bin/ram-sweep.js', import.meta.url));

const every = datasetSpecSchema.shape.name.options.flatMap((dataset) =>
  datasetSpecSchema.shape.canvas
    .unwrap()
    .options.flatMap((canvas) => samplerNames.map((sampler) => ({ dataset, canvas, sampler }))),
);

describe('the study file that init writes', () => {
  test.each(every)('is valid, and nothing about it is odd: %o', (given) => {
    const spec = parseStudy(composeStudy(complete(given), 'new.yaml'), { source: 'new.yaml' });
    expect(studyWarnings(spec)).toEqual([]);
    expect(spec).toMatchObject({
      dataset: { name: given.dataset, canvas: given.canvas },
      sampler: { name: given.sampler },
    });
  });

  test.each([1, 2, 5, 100_000])('has rungs that suit %d epochs', (epochs) => {
    const spec = parseStudy(composeStudy(complete({ epochs }), 'new.yaml'), { source: 'new.yaml' });
    expect(studyWarnings(spec)).toEqual([]);
    expect(spec.config.epochs).toBe(epochs);
  });

  test.each([1, 2, 3, 5, 8, 9, 40])(
    'has rungs that let one of %d trials train to its last epoch',
    (trials) => {
      for (const epochs of [1, 2, 3, 9, 10, 27, 28, 100_000]) {
        const spec = parseStudy(composeStudy(complete({ trials, epochs }), 'new.yaml'), {
          source: 'new.yaml',
        });
        expect(studyWarnings(spec)).toEqual([]);
        expect(spec.pruner.name).toBe(epochs > 1 && trials >= 3 ? 'asha' : 'none');
      }
    },
  );

  test('keeps a name that YAML would read as something else', () => {
    const written = composeStudy(complete({ name: '123' }), 'new.yaml');
    expect(parseStudy(written, { source: 'new.yaml' }).name).toBe('123');
  });

  test('names the schema for editors: relative in the project, absolute elsewhere', () => {
    const studies = fileURLToPath(new URL('../../../../studies/', import.meta.url));
    const [first] = composeStudy(complete({}), join(studies, 'new.yaml')).split('\n');
    expect(first).toBe('# yaml-language-server: $schema=./study.schema.json');
    const [other] = composeStudy(complete({}), '/elsewhere/new.yaml').split('\n');
    expect(other).toBe(`# yaml-language-server: $schema=${studies}study.schema.json`);
  });
});

/** Asks with these keys typed. */
async function typed(keys: string, given = {}) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const terminal = createInterface({ input, output, terminal: true });
  terminal.once('SIGINT', () => terminal.close());
  const asked = askWishes(terminal, given);
  input.write(keys);
  const wishes = await asked;
  terminal.close();
  output.end();
  return { wishes, screen: await text(output) };
}

describe('asking', () => {
  test('takes Enter for the default, the beginning of a word for the word, and asks for nothing that a flag says', async () => {
    const { wishes, screen } = await typed('\rtr\r\r\rtpe\r', { epochs: 81 });
    expect(screen).not.toContain('epochs of each trial');
    expect(wishes).toEqual({
      dataset: 'mnist',
      canvas: 'translated',
      trials: 20,
      epochs: 81,
      sampler: 'auto',
      name: 'tpe',
    });
  });

  test('asks again where an answer cannot be read', async () => {
    const given = { dataset: 'glyphs', canvas: 'plain', epochs: 3, sampler: 'auto', name: 'a' };
    const { wishes, screen } = await typed('many\r0\r7\r', given);
    expect(wishes).toMatchObject({ trials: 7 });
    expect(screen).toContain('please write a whole number from 1 to 1,000,000');
  });

  test('ends with Ctrl-C', async () => {
    expect(await typed('glyphs\r\u0003')).toMatchObject({ wishes: null });
  });
});

const run = async (folder: string, ...args: string[]) => {
  const child = spawn(process.execPath, [program, 'init', ...args], { cwd: folder, stdio: 'pipe' });
  child.stdin.end();
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, stdout, stderr };
};

const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-init-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

describe('ram-sweep init', () => {
  test('asks nothing where there is no terminal, and prints what to do next', async () => {
    const folder = await newFolder();
    const { code, stdout } = await run(
      folder,
      '--dataset',
      'glyphs',
      '--canvas',
      'cluttered',
      '--size',
      '80',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('start glyphs-cluttered-80.yaml');
    const written = await readFile(join(folder, 'glyphs-cluttered-80.yaml'), 'utf8');
    expect(parseStudy(written, { source: 'a.yaml' })).toMatchObject({ name: 'glyphs-cluttered-80' });
  });

  test('writes over a file with --force alone', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'mine.yaml'), 'precious');
    const refused = await run(folder, 'mine.yaml');
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--force') });
    expect(await readFile(join(folder, 'mine.yaml'), 'utf8')).toBe('precious');
    expect((await run(folder, 'mine.yaml', '--force')).code).toBe(0);
    expect(await readFile(join(folder, 'mine.yaml'), 'utf8')).toContain('name: mine');
  });

  test.each([
    ['a number that is out of range', ['--trials', '99999999'], '--trials'],
    ['a side that a plain canvas does not have', ['--size', '60'], '--size'],
    ['a name of another kind of file', ['new.txt'], 'new.yaml'],
  ])('names what is wrong with %s, and writes nothing', async (_, args, said) => {
    const folder = await newFolder();
    expect(await run(folder, ...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(said) });
    expect(await readdir(folder)).toEqual([]);
  });
});
