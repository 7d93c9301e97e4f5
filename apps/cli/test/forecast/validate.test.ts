import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../bin/ram-sweep.js', import.meta.url));
const STUDY =
  'name: good\ndataset: { name: glyphs, train: 600, test: 100 }\ntrials: 4\nconfig: { epochs: 2 }\n';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ram-sweep-validate-'));
  await writeFile(join(folder, 'good.yaml'), STUDY);
  await writeFile(join(folder, 'bad.yaml'), 'name: bad\ndataset: { name: mnst }\ntrials: 0\n');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
  const env = { ...process.env, RAM_SWEEP_HOME: join(folder, 'home') };
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, env, stdio: 'pipe' });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, stdout, stderr };
}

test('validate says what each good file would train, and every mistake of a bad one with its line', async () => {
  const { code, stdout, stderr } = await run('validate', 'bad.yaml', 'good.yaml', '--no-measure');
  expect(code).toBe(2);
  expect(stderr).toMatch(/bad\.yaml:2:18 .*mnist/);
  expect(stderr).toMatch(/bad\.yaml:3:9 /);
  expect(stdout).toContain('good.yaml is valid: study good');
  expect(stdout).toContain('about 8 epochs');
  expect(stdout).toContain('not known: it was not measured');
});

test('validate --json has both, as records', async () => {
  const { code, stdout } = await run(
    'validate',
    'good.yaml',
    'bad.yaml',
    'none.yaml',
    '--no-measure',
    '--json',
  );
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject([
    { file: 'good.yaml', valid: true, trials: 4, searchEpochs: 8, seconds: null, problems: [] },
    { file: 'bad.yaml', valid: false, problems: [{ line: 2 }, { line: 3 }] },
    { file: 'none.yaml', valid: false, problems: [{ message: 'does not exist' }] },
  ]);
});

test('start --dry-run measures how long it takes, starts no server and writes nothing', async () => {
  const { code, stdout } = await run('start', 'good.yaml', '--trials', '6', '--dry-run', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    study: 'good',
    trials: 6,
    seconds: { total: expect.any(Number), engine: expect.any(String) },
    whyNoTime: null,
  });
  expect((await readdir(folder)).toSorted()).toEqual(['bad.yaml', 'good.yaml']);
});

test('start --dry-run --from asks servers that run, and starts none', async () => {
  const { code } = await run('start', '--from', 'earlier', '--name', 'next', '--dry-run');
  expect(code).toBe(4);
  expect((await readdir(folder)).toSorted()).toEqual(['bad.yaml', 'good.yaml']);
});

test('start --json wants --dry-run', async () => {
  expect(await run('start', 'good.yaml', '--json')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--dry-run'),
  });
});
