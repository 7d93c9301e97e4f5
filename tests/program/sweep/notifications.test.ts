import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  newTestDatabase,
  startTestNats,
  startTestReceiver,
  type TestNats,
  type TestReceiver,
} from '@ram-sweep/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Gate } from '../../faults/gate.js';
import { eventually, finish, Sandbox } from '../sandbox.js';
import { smallStudy } from '../small-study.js';

let nats: TestNats;
let sandbox: Sandbox;
let receiver: TestReceiver;

beforeAll(async () => {
  nats = await startTestNats();
});
afterAll(() => nats?.stop());
beforeEach(async () => {
  receiver = await startTestReceiver();
  sandbox = await Sandbox.onServers((await newTestDatabase()).url, nats);
});
afterEach(async () => {
  await sandbox[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

const FLAGS = ['--plain', '--engine', 'onnx', '--workers', '1', '--threads', '1'];

const settle = (targets: object, mode = 0o600): Promise<void> =>
  writeFile(join(sandbox.home, 'settings.yaml'), JSON.stringify({ notify: { targets } }), { mode });

const webhook = (path: string, fields: object = {}) => ({
  kind: 'webhook',
  url: receiver.url + path,
  failureEveryMinutes: 0,
  ...fields,
});

interface Received {
  readonly id: string;
  readonly kind: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly text: string;
}
const received = (path: string): Received[] =>
  receiver.requests.filter((request) => request.path === path).map(({ body }) => body as Received);

it('sends the end of a study and its verdict to every target that wants it, in the format of each', async () => {
  const file = join(sandbox.home, 'out.json');
  await settle({
    hook: webhook('/hook'),
    team: { kind: 'slack', url: `${receiver.url}/services/T0/B0/secret` },
    phone: { kind: 'ntfy', url: `${receiver.url}/topic`, on: ['end'] },
    some: webhook('/some', { on: ['failure', 'stall'] }),
    script: { kind: 'program', run: ['/bin/sh', '-c', `cat >> ${file}`] },
  });
  const extra = 'finalists: { top: 1, seeds: 2, controls: [frozen] }';
  const study = await sandbox.writeStudy('done.yaml', smallStudy('done', { trials: 1, epochs: 1, extra }));
  const { code, stdout, stderr } = await sandbox.run('start', study, ...FLAGS);
  expect(code, stderr).toBe(0);
  expect(stdout).toContain('notifications go to hook (webhook at 127.0.0.1:');
  expect(stdout + stderr).not.toContain('secret');

  expect(received('/hook')).toMatchObject([
    {
      kind: 'end',
      details: { outcome: 'complete', failed: 0, winner: { source: 'finalist', seeds: 2 } },
      text: expect.stringMatching(
        /Best validation error .* \(trial 0; 2 seeds\)\nlearned .*, frozen .*: attention/,
      ),
    },
  ]);
  expect(received('/services/T0/B0/secret')).toMatchObject([
    { text: expect.stringMatching(/^study done is complete\n\d trials/) },
  ]);
  expect(received('/')).toMatchObject([{ topic: 'topic', title: 'study done is complete', priority: 3 }]);
  expect(received('/some')).toEqual([]);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(received('/hook')[0]);

  const listed = await sandbox.json<{ target: string; delivered: number; waiting: number }[]>('notify');
  expect(listed.map(({ target, delivered, waiting }) => [target, delivered, waiting])).toEqual([
    ['hook', 1, 0],
    ['team', 1, 0],
    ['phone', 1, 0],
    ['some', 0, 0],
    ['script', 1, 0],
  ]);
});

/** Of two trials one diverges at once, and the other waits at the gate. */
const HALF_BROKEN = `
name: broken
dataset: { name: glyphs, train: 600, test: 100 }
trials: 2
retries: 0
sampler: grid
space: { learningRate: { distribution: categorical, choices: [0.003, 10] } }
config: { epochs: 2, optimizer: sgd, glimpses: 2, batchSize: 30, hidden: 32, patchHidden: 16, locationHidden: 16 }
`;

it('what a killed coordinator had written down and not delivered is delivered by the next one, the same to the letter', async () => {
  await using gate = await Gate.at(1);
  await settle({ hook: webhook('/hook', { on: ['failure', 'end'] }) });
  receiver.answer('never');
  const study = await sandbox.writeStudy('broken.yaml', HALF_BROKEN);
  const sweep = finish(sandbox.with(gate.env).start('start', study, ...FLAGS, '--threads', '2'));
  await eventually('an attempt', () => Promise.resolve(received('/hook').length > 0));
  const [coordinator] = await sandbox.pids('coordinator');
  process.kill(coordinator!, 'SIGKILL');
  const before = received('/hook').length;
  receiver.answer({ status: 200 });
  await eventually('another attempt', () => Promise.resolve(received('/hook').length > before));
  await gate.letAll();
  expect((await sweep).code).toBe(0);

  const all = received('/hook');
  expect(all[0]).toMatchObject({ kind: 'failure', details: { count: 1, trials: [{ class: 'diverged' }] } });
  for (const again of all.slice(1, -1)) expect(again).toEqual(all[0]);
  expect(all.at(-1)).toMatchObject({ kind: 'end', details: { outcome: 'complete', failed: 1 } });
  expect(new Set(all.map(({ id }) => id)).size).toBe(2);
});

it('a receiver that never answers keeps no sweep from ending; what it missed is delivered by hand', async () => {
  await using gate = await Gate.at(1);
  await settle({ hook: webhook('/hook'), other: webhook('/other', { on: ['end'] }) });
  receiver.answer('never');
  const study = await sandbox.writeStudy('silent.yaml', smallStudy('silent', { trials: 1, epochs: 2 }));
  const started = await sandbox.with(gate.env).run('start', study, '--detach', ...FLAGS);
  expect(started.code, started.stderr).toBe(0);
  await eventually('a trial at the gate', async () => {
    const trials = await sandbox.readTrials('silent');
    return trials[0]?.epochs === 1;
  });
  const stopped = await sandbox.run('stop', 'silent');
  expect(stopped, stopped.stderr).toMatchObject({ code: 0 });
  expect((await sandbox.run('notify')).stdout).toMatch(/^hook +webhook at \S+ +.* 0 +[12] +0$/m);

  receiver.answer({ status: 200 });
  await settle({ other: webhook('/other') });
  const unknown = await sandbox.run('notify', '--flush');
  expect(unknown.stdout).toMatch(
    /^study silent: [12] notifications? for hook, a target that is not set here$/m,
  );
  expect(unknown.code).toBe(1);

  await settle({ hook: webhook('/hook') });
  const flushed = await sandbox.run('notify', '--flush');
  expect(flushed.stdout).toMatch(/^study silent: [12] notifications? delivered to hook$/m);
  expect(flushed.code, flushed.stderr).toBe(0);
  expect(received('/hook').at(-1)).toMatchObject({ kind: 'stop' });
  expect((await sandbox.run('notify', '--flush')).stdout).toBe('nothing waits to be delivered\n');
});

it('notify --test says what every target answered, and hides what only its owner should know', async () => {
  await using echo = await startTestReceiver();
  echo.answer({ status: 404, body: 'Cannot POST /services/T0/B0/secret\nby me' });
  await settle({
    hook: webhook('/hook'),
    team: { kind: 'slack', url: `${echo.url}/services/T0/B0/secret` },
    script: { kind: 'program', run: ['/bin/sh', '-c', 'echo no display >&2; exit 3'] },
  });
  const tried = await sandbox
    .with({ RAM_SWEEP_NOTIFY: `discord=${receiver.url}/discord` })
    .run('notify', '--test', '--notify', `ntfy=${receiver.url}/topic`);
  expect(tried.code, tried.stderr).toBe(1);
  expect(tried.stdout).toMatch(/^hook +webhook at \S+ +delivered \(status 200\)/m);
  expect(tried.stdout).toMatch(/^team +slack at \S+ +failed \(status 404\) +Cannot POST … by me$/m);
  expect(tried.stdout).toMatch(/^script +program \/bin\/sh +failed \(exit code 3\) +no display$/m);
  expect(tried.stdout).toMatch(/^discord +discord at \S+ +delivered/m);
  expect(tried.stdout).toMatch(/^ntfy +ntfy at \S+ +delivered/m);
  expect(tried.stdout + tried.stderr).not.toContain('secret');
  expect(received('/hook')).toMatchObject([{ kind: 'test' }]);
});

it.each([
  [
    'a wrong URL',
    { a: { kind: 'slack', url: 'ftp://s3cret' } },
    'notify.targets.a.url must be an http:// or https:// URL',
  ],
  [
    'a wrong kind',
    { a: { kind: 'mail', url: 's3cret' } },
    'notify.targets.a.kind has another value; allowed: one of ',
  ],
  [
    'a wrong event',
    { a: { kind: 'slack', url: 'https://s3cret', on: ['all'] } },
    'notify.targets.a.on[0] has another value; allowed: one of ',
  ],
])('settings with %s are refused, without what is written there', async (_, targets, problem) => {
  await settle(targets);
  const { code, stderr } = await sandbox.run('notify');
  expect(code).toBe(2);
  expect(stderr).toContain(problem);
  expect(stderr).not.toContain('s3cret');
});

it('a sweep with settings that are refused trains nothing, and leaves no study behind', async () => {
  await writeFile(join(sandbox.home, 'settings.yaml'), 'notify: { targets: { a: [s3cret }');
  const study = await sandbox.writeStudy('refused.yaml', smallStudy('refused'));
  expect((await sandbox.run('start', study, '--dry-run', '--no-measure')).code).toBe(2);
  const { code, stderr } = await sandbox.run('start', study, ...FLAGS);
  expect(code).toBe(2);
  expect(stderr).toMatch(/settings\.yaml:1: this is not YAML/);
  expect(stderr).not.toContain('s3cret');
  // Not even its tables were made.
  expect(await sandbox.run('studies')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('no studies'),
  });
});

it('settings that others can read are warned of, and --no-notify turns notifications off', async () => {
  await settle({ hook: webhook('/hook') }, 0o644);
  const listed = await sandbox.run('notify');
  expect(listed.stderr).toMatch(/others on this machine can read .*settings\.yaml.*chmod 600/);
  const none = await sandbox.run('notify', '--test', '--no-notify');
  expect(none.code).toBe(2);
  expect(none.stderr).toContain('there is no target to test');
});
