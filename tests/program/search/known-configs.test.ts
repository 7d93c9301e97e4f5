import { parseStudy } from '@ram-sweep/search';
import { multiplyAdds } from '@ram-sweep/ram/cost';
import { compileTrialConfig, type TrialConfig } from '@ram-sweep/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, Sandbox } from '../sandbox.js';
import { smallStudy, type PrintedTrial } from '../small-study.js';

interface PrintedBest {
  readonly priors: readonly { study: string; digest: string; trials: number }[];
  readonly interventions: readonly { kind: string; fromIndex: number; message: string }[];
  readonly environments: readonly { environment: string; trials: number }[];
  readonly multiplyAdds: number;
  readonly params: Record<string, number>;
  readonly searchTrial: number;
  readonly searchRank: number;
}

interface CostedTrial extends PrintedTrial {
  readonly multiplyAdds: number | null;
  readonly config: TrialConfig | null;
}

const quick = ['--plain', '--engine', 'onnx', '--workers', '1', '--threads', '2'];
let sandbox: Sandbox;

async function train(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await sandbox.run(...args, ...quick);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout + stderr;
}

beforeAll(async () => {
  sandbox = await Sandbox.create();
  const file = await sandbox.writeStudy('first.yaml', smallStudy('first', { trials: 5, epochs: 1 }));
  await train('start', file);
});
afterAll(() => sandbox?.[Symbol.asyncDispose]());

const names = async (): Promise<string[]> =>
  (await sandbox.json<{ name: string }[]>('studies')).map(({ name }) => name).toSorted();

it('best prints a config that a study file takes back, in which each trial has a seed of its own', async () => {
  const { stdout } = await sandbox.run('best', 'first', '--full');
  const again = parseStudy(`name: again\ndataset: { name: glyphs }\n${stdout}`, { source: 'again.yaml' });
  expect(again.config).toMatchObject({ hidden: 32, batchSize: 30, epochs: 1 });
  expect(again.config).not.toHaveProperty('seed');
  expect(again.space).toEqual({});
});

it('the best of the cheaper configs is named with its place, and that there is none', async () => {
  const trials = await sandbox.json<CostedTrial[]>('trials', 'first');
  for (const trial of trials) expect(trial.multiplyAdds).toBe(multiplyAdds(compileTrialConfig(trial.config)));
  const dearest = Math.max(...trials.map((trial) => trial.multiplyAdds!));
  const cheaper = trials.filter((trial) => trial.multiplyAdds! < dearest);
  const best = await sandbox.json<PrintedBest>('best', 'first', '--under', String(dearest - 1));
  expect(best).toMatchObject({ searchTrial: cheaper[0]!.number, multiplyAdds: cheaper[0]!.multiplyAdds });
  expect(best.searchRank).toBe(trials.indexOf(cheaper[0]!) + 1);
  const none = await sandbox.run('best', 'first', '--under', '1k');
  expect(none).toMatchObject({ code: 3, stderr: expect.stringMatching(/at most 1k .*\n +the smallest has/) });
  expect((await sandbox.run('best', 'first', '--under', 'little')).code).toBe(2);
});

it('the front of error and cost has what no other trial beats in both', async () => {
  const trials = await sandbox.json<CostedTrial[]>('trials', 'first');
  const front = await sandbox.json<CostedTrial[]>('trials', 'first', '--pareto');
  const beaten = (one: CostedTrial) =>
    trials.some(
      (other) =>
        other.multiplyAdds! <= one.multiplyAdds! &&
        other.bestValidationError! <= one.bestValidationError! &&
        (other.multiplyAdds! < one.multiplyAdds! || other.bestValidationError! < one.bestValidationError!),
    );
  const least = trials.filter((trial) => !beaten(trial));
  expect(new Set(front.map((trial) => `${trial.multiplyAdds} ${trial.bestValidationError}`))).toEqual(
    new Set(least.map((trial) => `${trial.multiplyAdds} ${trial.bestValidationError}`)),
  );
  const costs = front.map((trial) => trial.multiplyAdds!);
  expect(costs).toEqual(costs.toSorted((a, b) => a - b));
});

it('show names what trained each attempt, and what the trial costs', async () => {
  const { stdout } = await sandbox.run('show', '0', 'first');
  expect(stdout).toMatch(/onnx \d+\.\d+\.\d+, .+, Node \d+/);
  expect(stdout).toMatch(/cost [\d.]+k multiply-adds per image at test/);
  const { environments } = await sandbox.json<PrintedBest>('best', 'first');
  expect(environments).toEqual([{ environment: expect.stringContaining('onnx'), trials: 5 }]);
});

it('an earlier study that does not fit is refused at its place, and nothing is stored', async () => {
  const before = await names();
  const text = smallStudy('refused', { extra: 'sampler: tpe\nprior: [first, nobody]' });
  const file = await sandbox.writeStudy('refused.yaml', text);
  const { code, stderr } = await sandbox.run('start', file, ...quick);
  expect(code).toBe(2);
  expect(stderr).toMatch(/refused\.yaml:18:\d+ {2}prior\[0\] is first, .* differs in config\.epochs/);
  expect(stderr).toMatch(/refused\.yaml:18:\d+ {2}prior\[1\] is nobody, and there is no such study/);
  expect(await names()).toEqual(before);
});

it('an earlier study is pinned with its digest, whatever becomes of it', async () => {
  await train('start', await sandbox.writeStudy('gone.yaml', smallStudy('gone', { trials: 3, epochs: 1 })));
  const extra = 'sampler: auto\nprior: [gone]';
  const file = await sandbox.writeStudy('learned.yaml', smallStudy('learned', { epochs: 1, extra }));
  const output = await train('start', file);
  expect(output).toContain('sampler auto: gp, as a Gaussian process learns most from few trials');
  const [, digest] = /learns from study gone: 3 of its 3 trials, digest ([0-9a-f]{12})/.exec(output) ?? [];
  expect(output).toMatch(/hint: with sampler\.lag 7 .* lag 1 is enough to keep 2 training at once/);
  const before = await sandbox.json<PrintedBest>('best', 'learned');
  expect(before.priors).toEqual([{ study: 'gone', digest: expect.stringMatching(`^${digest}`), trials: 3 }]);
  expect((await sandbox.run('delete', 'gone', '--yes')).code).toBe(0);
  expect((await sandbox.json<PrintedBest>('best', 'learned')).priors).toEqual(before.priors);
  expect(await train('start', file)).toContain('study learned is complete already');
  const said = `learned from gone (3 trials, digest ${digest})`;
  expect((await sandbox.run('best', 'learned')).stdout).toContain(`note        ${said}`);
  expect((await sandbox.run('best', 'learned', '--full')).stdout).toContain(`# ${said}`);
});

it('a study begins around the winner of another one, from its own file or without any', async () => {
  const { params, searchTrial } = await sandbox.json<PrintedBest>('best', 'first');
  const output = await train('start', '--from', 'first', '--name', 'closer', '--trials', '1');
  expect(output).toContain(`the space of first, narrowed around its trial ${searchTrial}:\nspace:\n  std:`);
  const [closer] =
    await sandbox.json<{ name: string; spec: { space: Record<string, { low: number; high: number }> } }[]>(
      'studies',
    );
  expect(closer!.name).toBe('closer');
  const { std } = closer!.spec.space;
  expect(std!.low).toBeLessThanOrEqual(params['std']!);
  expect(std!.high).toBeGreaterThanOrEqual(params['std']!);
  // A quarter of the width in logarithms, with ends of three digits.
  expect(std!.high / std!.low).toBeLessThan(10 ** 0.26);
  const file = await sandbox.writeStudy('own.yaml', smallStudy('own', { trials: 1, epochs: 2 }));
  await train('start', file, '--from', 'first');
  const [own] = await sandbox.json<{ spec: { space: object; config: object } }[]>('studies');
  expect(own!.spec.space).toEqual(closer!.spec.space);
  expect(own!.spec.config).toMatchObject({ epochs: 2 });
});

it.each([
  ['has no name of its own', 2, ['--from', 'first'], /needs its own name\n +add --name NEW/],
  ['has no such study to begin with', 3, ['--from', 'nobody', '--name', 'x'], /no study nobody for --from/],
])('a study around a winner that %s is refused', async (_, code, flags, said) => {
  const refused = await sandbox.run('start', ...flags, ...quick);
  expect(refused.stderr).toMatch(said);
  expect(refused.code).toBe(code);
});

it('enqueued configs are tried next, as an intervention that is told', async () => {
  const ideas = await sandbox.writeStudy(
    'ideas.yaml',
    '- { std: 0.1, glimpses: 2, scale: 2 }\n- { std: 0.2 }\n',
  );
  const output = await train('resume', 'first', '--enqueue', ideas);
  expect(output).toContain('2 configs enqueued: trials 5, 6, 2 of them beyond its budget');
  const trials = await sandbox.json<PrintedTrial[]>('trials', 'first', '--sort', 'number');
  expect(trials.slice(5)).toMatchObject([
    { number: 5, state: 'complete', params: { std: 0.1, glimpses: 2, scale: 2 } },
    { number: 6, state: 'complete', params: { std: 0.2 } },
  ]);
  const said = '1 intervention: trials 5, 6 enqueued (counts from search trial 5)';
  expect((await sandbox.run('best', 'first')).stdout).toContain(`note        ${said}\n`);
  expect((await sandbox.run('show', '5', 'first')).stdout).toContain(`study first: ${said}\n`);
  expect((await sandbox.json<PrintedBest>('best', 'first')).interventions).toMatchObject([
    { kind: 'enqueued', fromIndex: 5, message: 'trials 5, 6 enqueued' },
  ]);
});

it('configs outside of the space are refused at their place, and none is tried', async () => {
  const ideas = await sandbox.writeStudy(
    'wrong.yaml',
    '- { std: 0.1 }\n- { std: 9, glimpses: 2 }\n- { hiden: 3 }\n',
  );
  const { code, stderr } = await sandbox.run('resume', 'first', '--enqueue', ideas, ...quick);
  expect(code).toBe(2);
  expect(stderr).toMatch(/wrong\.yaml:3:\d+ {2}.*hiden/);
  const outside = await sandbox.writeStudy('wrong.yaml', '- { std: 0.1 }\n- { std: 0.9, glimpses: 2 }\n');
  const second = await sandbox.run('resume', 'first', '--enqueue', outside, ...quick);
  expect(second.stderr).toMatch(
    /wrong\.yaml:2:\d+ {2}.*std is 0.9, and this study searches std from 0.03 to 0.3/,
  );
  expect(await sandbox.json<PrintedTrial[]>('trials', 'first')).toHaveLength(7);
});

it('a trial that a person stops while it runs is an intervention once its worker has obeyed', async () => {
  const file = await sandbox.writeStudy('stopped.yaml', smallStudy('stopped', { trials: 2, epochs: 5_000 }));
  await train('start', file, '--detach');
  const first = async () => (await sandbox.readTrials('stopped'))[0]!;
  await eventually('trial 0 has an epoch', async () => (await first()).epochs > 0);
  const { stdout } = await sandbox.run('stop', 'stopped', '--trial', '0');
  expect(stdout).toContain('trial 0 stops at its next training step');
  await eventually('trial 0 is cancelled', async () => (await first()).state === 'cancelled');
  const { interventions } = await sandbox.json<PrintedBest>('best', 'stopped');
  expect(interventions).toMatchObject([{ kind: 'cancelled', fromIndex: 1, message: 'trial 0 cancelled' }]);
  expect((await sandbox.run('stop', 'stopped')).code).toBe(0);
});
