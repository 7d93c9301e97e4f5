import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, finish, Sandbox } from '../sandbox.js';
import { smallStudy } from '../small-study.js';
import { writeImages } from '../striped-images.js';

let sandbox: Sandbox;

beforeAll(async () => {
  // Nowhere else are any images: no cache, and no folder that a variable names.
  sandbox = await Sandbox.onFreshServers({ RAM_SWEEP_DATA_DIR: '', XDG_CACHE_HOME: '/dev/null/none' });
});
afterAll(async () => {
  await sandbox?.[Symbol.asyncDispose]();
});

const isDriven = async (name: string): Promise<boolean> => {
  const studies = await sandbox.json<{ name: string; hasCoordinator: boolean }[]>('studies');
  return studies.some((study) => study.name === name && study.hasCoordinator);
};

it('resume and test find the images where the study had them, and say so', async () => {
  const data = join(sandbox.home, 'data');
  await writeImages(join(data, 'mnist'), 60);
  const yaml = smallStudy('on-mnist', { trials: 1, epochs: 1 });
  const file = await sandbox.writeStudy(
    'mnist.yaml',
    yaml.replace(/dataset: .*/, 'dataset: { name: mnist }'),
  );
  await sandbox.run('start', file, '--detach', '--workers', '0', '--data-dir', data);
  await eventually('a coordinator', () => isDriven('on-mnist'));
  const stopped = await sandbox.run('stop', 'on-mnist');
  expect(stopped.stdout).toMatch(/continue with: .*ram-sweep(\.js)? resume on-mnist/);
  expect(stopped.stdout).not.toContain('--data-dir');

  const flags = ['--workers', '1', '--threads', '1', '--engine', 'onnx', '--plain'];
  const resumed = await sandbox.run('resume', 'on-mnist', ...flags);
  expect(resumed.stderr).toContain(
    `images from ${data}, where study on-mnist had them when it last ran here`,
  );
  expect(resumed.code, resumed.stdout + resumed.stderr).toBe(0);
  const tested = await sandbox.run('test', 'on-mnist', '--engine', 'onnx');
  expect(tested.stdout).toContain(data);
  expect(tested.code, tested.stderr).toBe(0);
});

async function startWithoutWorkers(name: string) {
  const file = await sandbox.writeStudy(`${name}.yaml`, smallStudy(name, { trials: 1 }));
  return sandbox.run('start', file, '--detach', '--workers', '0');
}

it('who starts a study learns of another one that runs on the same servers', async () => {
  expect((await startWithoutWorkers('first')).stderr).not.toContain('same servers');
  await eventually('its coordinator', () => isDriven('first'));
  expect((await startWithoutWorkers('second')).stderr).toMatch(
    /note: study first runs on the same servers as second: workers take trials of every running study/,
  );
  for (const name of ['first', 'second']) await eventually('its coordinator', () => isDriven(name));
});

it('plain lines say that no worker is here, and what helps, until the study is stopped', async () => {
  const watching = sandbox.start('watch', 'second', '--plain');
  const watched = finish(watching);
  let lines = '';
  watching.stdout!.on('data', (text: string) => (lines += text));
  await eventually('where the study stands', async () => lines.includes('0 of 1 trial complete'));
  expect(lines).toMatch(
    /0 of 1 trial complete, 0 running; .*; no worker is here, so 1 trial waits: `.*ram-sweep\S* worker.*` trains/,
  );
  for (const name of ['first', 'second']) {
    expect((await sandbox.run('stop', name)).code).toBe(0);
  }
  expect((await watched).code).toBe(5);
});
