import { afterAll, beforeAll, expect, it } from 'vitest';
import { Sandbox } from '../sandbox.js';
import { smallStudy } from '../small-study.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await Sandbox.onFreshServers();
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

/** With a learning rate of 10 the first loss of SGD is no number. */
const study = (name: string, choices: readonly number[], extra = ''): string =>
  smallStudy(name, { trials: choices.length, epochs: 1 })
    .replace('  learningRate: 0.003\n', '  optimizer: sgd\n')
    .replace(
      /space:\n(?: {2}.*\n)+/,
      `space:\n  seed: { distribution: categorical, choices: [1, 2] }\n${extra}`,
    ) + `\nsampler: grid\n`;

it('a study of which all trials failed says so, why, and what helps, wherever it is asked for', async () => {
  const text = study('all', [10, 10]).replace('  optimizer: sgd\n', '  optimizer: sgd\n  learningRate: 10\n');
  const file = await sandbox.writeStudy('all.yaml', text);
  const started = await sandbox.run('start', file, '--plain');
  const again = await sandbox.run('start', file, '--plain');
  const resumed = await sandbox.run('resume', 'all', '--plain');
  for (const { code, stdout } of [started, again, resumed]) {
    expect(stdout).toContain('study all is over without a result: all 2 failed (diverged)');
    expect(stdout).toMatch(/diverged: 2 trials, the first is 0: .+/);
    expect(stdout).toContain('try a smaller learning rate: --set config.learningRate=1,');
    // Neither can work.
    expect(stdout).not.toMatch(/ram-sweep (best|test)/);
    expect(code).toBe(1);
  }
  expect((await sandbox.run('watch', 'all', '--plain')).code).toBe(1);
  expect((await sandbox.run('best', 'all')).code).toBe(3);
  expect((await sandbox.run('studies')).stdout).toMatch(/^all +complete \(all failed\) /m);
  const around = await sandbox.run('start', '--from', 'all', '--name', 'closer');
  expect(around.stderr).toMatch(/study all is over, and no trial of it has finished an epoch, so --from has/);
  expect(around.code).toBe(3);
  // What it proposes works.
  const [, show = ''] = /ram-sweep (show \d+ all)/.exec(started.stdout) ?? [];
  expect((await sandbox.run(...show.split(' '))).stdout).toMatch(/failed \(diverged\) after epoch 0/);
  const better = await sandbox.run(
    'start',
    file,
    '--plain',
    '--name',
    'better',
    '--set',
    'config.learningRate=0.01',
  );
  expect(better.code).toBe(0);
});

it('a study of which some failed ends well, and says of how many and why', async () => {
  const choices = '  learningRate: { distribution: categorical, choices: [10, 0.01] }\n';
  const file = await sandbox.writeStudy('some.yaml', study('some', [10, 10, 10, 10], choices));
  const { code, stdout } = await sandbox.run('start', file, '--plain');
  expect(stdout).toContain('study some is complete: 2 of 4 trials, 2 failed (diverged)');
  expect(stdout).toMatch(/diverged: 2 trials, the first is \d: .+\n {2}leave out the larger choices/);
  expect(stdout).toContain('ram-sweep best some');
  expect(code).toBe(0);
});
