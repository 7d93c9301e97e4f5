import type { StudySummary } from '@ram-sweep/store/read';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, Sandbox } from '../sandbox.js';
import { smallStudy } from '../small-study.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await Sandbox.onFreshServers();
});
afterAll(async () => {
  await sandbox?.[Symbol.asyncDispose]();
});

const study = async (): Promise<StudySummary> => (await sandbox.readStudy('pausing'))!;

it('a study that is paused lets its trials end, starts no other, and continues when it is resumed', async () => {
  const file = await sandbox.writeStudy('pausing.yaml', smallStudy('pausing', { trials: 500 }));
  const flags = ['--workers', '1', '--threads', '1', '--engine', 'onnx'];
  await sandbox.run('start', file, '--detach', ...flags);
  await eventually('a trial runs', async () => (await study()).counts.running === 1);

  const paused = await sandbox.run('pause', 'pausing');
  expect(paused.stdout).toContain('study pausing is paused: no trial starts');
  const held = await eventually('its trials have ended', async () => {
    const now = await study();
    return now.counts.running === 0 && now;
  });
  expect(held.state).toBe('paused');
  expect(held.counts.waiting).toBeGreaterThan(0);

  const ideas = await sandbox.writeStudy('ideas.yaml', '- { std: 0.1, glimpses: 2, scale: 2 }\n');
  for (const change of [['--enqueue', ideas], ['--trials', '+2'], ['--retry-failed']]) {
    const refused = await sandbox.run('resume', 'pausing', ...change);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/study pausing is paused and still running\n +stop it first with/);
  }
  const missing = await sandbox.run('resume', 'pausing', '--enqueue', `${ideas}.none`);
  expect(missing.stderr).toContain('ideas.yaml.none');
  expect(missing.code).toBeGreaterThan(0);
  expect(await sandbox.json('studies')).toMatchObject([{ state: 'paused' }]);

  // A coordinator that is started again finds it paused.
  const [before] = await sandbox.pids('coordinator');
  process.kill(before!, 'SIGKILL');
  await eventually('another coordinator runs', async () => {
    const [now] = await sandbox.pids('coordinator');
    return now !== undefined && now !== before;
  });

  const resumed = await eventually('its coordinator answers', async () => {
    const answer = await sandbox.run('resume', 'pausing', '--detach');
    return answer.code === 0 && answer;
  });
  expect(resumed.stdout).toContain('study pausing continues');
  await eventually('it trains others', async () => {
    const { state, counts } = await study();
    return state === 'active' && counts.complete > held.counts.complete;
  });
  expect((await sandbox.run('stop', 'pausing')).code).toBe(0);
});

it('what is not running cannot be paused', async () => {
  const { code, stderr } = await sandbox.run('pause', 'pausing');
  expect(code).toBe(3);
  expect(stderr).toContain('study pausing is not running');
});
