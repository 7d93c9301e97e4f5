import { openStore } from '@ram-sweep/store';
import { askPostgres, newTestDatabase, startTestNats, type TestNats } from '@ram-sweep/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Sandbox } from '../sandbox.js';
import { smallStudy } from '../small-study.js';

describe('a start that is refused', () => {
  let sandbox: Sandbox;
  let nats: TestNats;
  let url: string;

  beforeAll(async () => {
    [nats, { url }] = await Promise.all([startTestNats(), newTestDatabase()]);
    await (await openStore({ url })).close();
    sandbox = await Sandbox.onServers(url, nats);
  });

  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]();
    await nats.stop();
  });

  it.each([
    ['a device that is none', 2, ['--device', 'cpus'], /--device cpus is unknown/],
    [
      'a lease that a busy machine would miss',
      2,
      ['--lease', '1'],
      /must be a whole number of seconds from 2 to 86400/,
    ],
    ['a GPU that is not there', 4, ['--device', 'gpu:99'], /no GPU can be used/],
    ['an engine that cannot run here', 4, ['--engine', 'tfjs-gpu'], /engine tfjs-gpu/],
    ['images that are not there', 3, ['--set', 'dataset={"name":"mnist"}'], /does not exist/],
    ['a NATS server that is none', 4, ['--nats', 'nats://127.0.0.1:1'], /127\.0\.0\.1:1/],
  ])('for %s leaves no study behind', async (_, expected, flags, said) => {
    const file = await sandbox.writeStudy('small.yaml', smallStudy('small', { trials: 1, epochs: 1 }));
    const withoutGpu = sandbox.with({ RAM_SWEEP_DATA_DIR: '/dev/null/none', CUDA_VISIBLE_DEVICES: '-1' });
    const { code, stderr } = await withoutGpu.run('start', file, '--plain', ...flags);
    expect(stderr).toMatch(said);
    expect(code).toBe(expected);
    expect(await askPostgres(url, 'select name from ram_sweep.studies')).toEqual([]);
  });

  it('is not where nothing is left to do: a complete study answers without its data, or any device', async () => {
    const file = await sandbox.writeStudy('small.yaml', smallStudy('small', { trials: 1, epochs: 1 }));
    expect((await sandbox.run('start', file, '--plain', '--engine', 'tfjs-wasm')).code).toBe(0);
    const again = await sandbox.run('start', file, '--plain', '--device', 'cpus');
    expect(again.stdout).toContain('study small is complete already');
    expect(again.code).toBe(0);
  });
});
