import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finish, Sandbox, type Finished } from '../sandbox.js';
import { smallStudy, type PrintedTrial } from '../small-study.js';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));
const program = createRequire(import.meta.url).resolve('@ram-sweep/cli/bin/ram-sweep.js');
const FLAGS = ['--plain', '--engine', 'onnx', '--workers', '1', '--threads', '2'];

interface Trained extends PrintedTrial {
  readonly config: { readonly seed: number; readonly restartEpoch: number | null; readonly std: number };
}

let sandbox: Sandbox;
let ended: string;

beforeAll(async () => {
  sandbox = await Sandbox.create();
  const extra =
    'pruner: { name: asha, minEpochs: 1, reductionFactor: 2 }\nfinalists: { top: 1, seeds: 2, controls: [frozen] }';
  const file = await sandbox.writeStudy('ended.yaml', smallStudy('ended', { trials: 2, epochs: 2, extra }));
  const { code, stdout, stderr } = await sandbox.run('start', file, ...FLAGS);
  expect(code, stderr).toBe(0);
  ended = stdout;
});
afterAll(() => sandbox?.[Symbol.asyncDispose]());

/**
 * The commands that `start` of the checkout proposes for this study to somebody who types in the folder, which npm
 * tells programs.
 */
async function proposedIn(folder: string): Promise<string[]> {
  const file = join(sandbox.home, 'ended.yaml');
  const started = spawn(process.execPath, [program, 'start', file, ...FLAGS], {
    env: { ...process.env, RAM_SWEEP_HOME: sandbox.home, INIT_CWD: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { stdout } = await finish(started);
  return stdout
    .trimEnd()
    .split('\n')
    .slice(-3)
    .map((line) => line.replace(/^(?:\w+ )+ +/, ''));
}

/** Types a line in a shell that knows its folder, its home and the usual places of programs. */
function type(line: string, folder: string): Promise<Finished> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, npm_config_offline: 'true', npm_config_update_notifier: 'false' };
  return finish(
    spawn('sh', ['-c', line], {
      cwd: folder,
      env: { ...env, RAM_SWEEP_HOME: sandbox.home },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}

const trained = (study: string): Promise<Trained[]> => sandbox.json<Trained[]>('trials', study);

describe('the end of a study', () => {
  it('shows winner, policies and verdict, and no config', () => {
    expect(ended).toMatch(/^best {8}trial \d: std 0\.\d+, glimpses \d, scale \d$/m);
    expect(ended).toMatch(/^validation {2}\d+\.\d\d% ± \d+\.\d\d \(mean of 2 seeds\)$/m);
    expect(ended).toMatch(/^learned {2}[█▒]* +\d+\.\d\d% ± \d+\.\d\d$/m);
    expect(ended).toMatch(/^frozen {3}[█▒]* +\d+\.\d\d% ± \d+\.\d\d$/m);
    expect(ended).toMatch(/^attention (?:pays|does not pay|is not shown to pay)/m);
    expect(ended).not.toContain('config:');
  });

  it('proposes commands that work as printed in a folder that has no ram-sweep', async () => {
    const lines = await proposedIn(sandbox.home);
    expect(lines).toEqual([
      `node ${program} best ended --full`,
      `node ${program} test ended --finalists`,
      `node ${program} report ended`,
    ]);
    for (const line of lines) expect(await type(line, sandbox.home)).toMatchObject({ code: 0 });
    await access(join(sandbox.home, 'ended.html'));
  });

  it('proposes commands that work as printed in a checkout, without a network', async () => {
    const [best] = await proposedIn(checkout);
    expect(best).toBe(`npx ram-sweep best ended --full`);
    const { code, stdout, stderr } = await type(best!, checkout);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('config:');
  });
});

describe('the best config', () => {
  it('pasted into a study file trains trials that differ, each in one cycle of the learning rate', async () => {
    const { stdout } = await sandbox.run('best', 'ended', '--full');
    const data = 'dataset: { name: glyphs, train: 600, test: 100 }';
    const file = await sandbox.writeStudy('pasted.yaml', `name: pasted\n${data}\ntrials: 2\n${stdout}`);
    const { code, stderr } = await sandbox.run('start', file, ...FLAGS);
    expect(stderr).not.toContain('warning');
    expect(code, stderr).toBe(0);
    const trials = await trained('pasted');
    expect(trials.map(({ state, config }) => [state, config.restartEpoch])).toEqual([
      ['complete', null],
      ['complete', null],
    ]);
    expect(new Set(trials.map(({ config }) => config.seed)).size).toBe(2);
  });

  it('as YAML is a study that starts as it is, with the config and fresh seeds', async () => {
    const { stdout } = await sandbox.run('best', 'ended', '--format', 'yaml');
    const file = await sandbox.writeStudy('best.yaml', stdout);
    const { code, stderr } = await sandbox.run('start', file, ...FLAGS);
    expect(code, stderr).toBe(0);
    const again = await trained('ended-best');
    const [first] = await trained('ended');
    expect(again.map(({ state, config }) => [state, config.std])).toEqual([
      ['complete', first!.config.std],
      ['complete', first!.config.std],
    ]);
    const seeds = [...again, ...(await trained('ended'))].map(({ config }) => config.seed);
    // The control has the seeds of the finalists.
    expect(new Set(seeds).size).toBe(seeds.length - 2);
  });
});
