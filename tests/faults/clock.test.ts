import { expect, it } from 'vitest';
import { Sandbox } from '../program/sandbox.js';
import { curves, smallStudy, type PrintedTrial } from '../program/small-study.js';

const preload = new URL('preloads/jumping-clock.mjs', import.meta.url).href;

it('a clock that jumps by hours, in every process of a sweep: no trial is lost, the numbers are the same', async () => {
  await using sandbox = await Sandbox.create();
  const jumping = sandbox.with({ NODE_OPTIONS: `--import=${preload}` });
  const start = async (on: Sandbox, name: string) => {
    const file = await sandbox.writeStudy(`${name}.yaml`, smallStudy(name, { trials: 2, epochs: 40 }));
    return on.run('start', file, '--plain', '--workers', '2', '--threads', '1', '--lease', '2');
  };
  const { code, stdout, stderr } = await start(jumping, 'jumping');
  expect(code, stdout + stderr).toBe(0);
  const trials = await sandbox.json<PrintedTrial[]>('trials', 'jumping');
  expect(trials.map(({ state, attempt }) => `${state} ${attempt}`)).toEqual(['complete 1', 'complete 1']);

  expect((await start(sandbox, 'steady')).code).toBe(0);
  expect(await curves(sandbox, 'jumping')).toEqual(await curves(sandbox, 'steady'));
});
