import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findStudySummary, openReader } from '@ram-sweep/store/read';
import { startTestPostgres } from '@ram-sweep/testkit';
import { eventually, finish, Sandbox } from '../../program/sandbox.js';
import { curves, smallStudy } from '../../program/small-study.js';
import { ImageStore } from '../image-store.js';
import { startNats } from '../nats-with-accounts.js';
import { buildah } from '../needs.js';
import { root } from '../root.js';
import type { Check } from '../run-checks.js';

const PACKED = join(root, 'infra', 'package', 'out');
const DOCKERFILE = join(root, 'infra', 'container', 'Dockerfile');
const IMAGE = 'localhost/ram-sweep';

/** The image, built without a daemon or a registry; a coordinator and a worker in it train a study. */
export const containerImage: Check = {
  name: 'container-image',
  needs: [buildah],
  run: async (tell) => {
    const packed = await readdir(PACKED).catch(() => []);
    assert(
      packed.some((name) => name.endsWith('.tgz')),
      `${PACKED} has no package: \`npm run package\` first`,
    );
    using store = new ImageStore();
    const base = await store.makeBase();
    tell("the base is a Debian by mmdebstrap, with this machine's node");
    const bases = ['--build-arg', `NODE_IMAGE=${base}`, '--build-arg', `BASE_IMAGE=${base}`];
    const ignored = ['--ignorefile', `${DOCKERFILE}.dockerignore`];
    await store.buildah(
      'build',
      '--isolation',
      'chroot',
      ...bases,
      ...ignored,
      '--file',
      DOCKERFILE,
      '--tag',
      IMAGE,
      root,
    );
    const container = await store.buildah('from', IMAGE);
    tell(`built: ${await sizeOf(store, container)} in /opt/ram-sweep`);

    const inside = async (...command: readonly string[]): Promise<string> => {
      const { code, stdout, stderr } = await finish(store.spawn(container, {}, ...command));
      assert.equal(code, 0, stdout + stderr);
      return stdout.trim();
    };
    tell(`ram-sweep ${await inside('ram-sweep', '--version')}, as user ${await inside('id', '-u')}`);
    assert.equal(await inside('id', '-u'), '10001');
    const entry = await store.buildah('inspect', '--format', '{{.OCIv1.Config.Entrypoint}}', container);
    assert.match(entry, /tini/);
    const probe = await finish(store.spawn(container, {}, 'ram-sweep', 'worker', '--is-ready'));
    assert.equal(probe.code, 1, 'without a worker it is not ready');
    await trainInside(store, container, tell);
  },
};

/** A coordinator and a worker in the image: the numbers are those of a run outside. */
async function trainInside(
  store: ImageStore,
  container: string,
  tell: (text: string) => void,
): Promise<void> {
  await using postgres = await startTestPostgres();
  await using nats = await startNats('127.0.0.1');
  const database = await postgres.createDatabase();
  await using sandbox = await Sandbox.create({
    RAM_SWEEP_DATABASE: database,
    RAM_SWEEP_NATS: nats.coordinator,
  });
  const file = await sandbox.writeStudy('study.yaml', smallStudy('inside', { trials: 2, epochs: 3 }));
  await store.buildah('copy', container, file, '/tmp/study.yaml');
  const tini = ['/usr/bin/tini', '--', 'ram-sweep'];
  const coordinator = store.spawn(
    container,
    { RAM_SWEEP_DATABASE: database, RAM_SWEEP_NATS: nats.coordinator },
    ...tini,
    'start',
    '/tmp/study.yaml',
    '--service',
    '--workers',
    '0',
  );
  const worker = store.spawn(
    container,
    { RAM_SWEEP_NATS: nats.worker },
    ...tini,
    'worker',
    '--threads',
    '1',
    '--engine',
    'onnx',
  );
  const ends = [coordinator, worker].map(finish);
  const isReady = async (): Promise<boolean> =>
    (await finish(store.spawn(container, {}, 'ram-sweep', 'worker', '--is-ready'))).code === 0;
  await eventually('a worker that is ready', isReady);
  tell('a worker in the image is ready');
  const reader = await openReader({ url: database });
  await eventually(
    'the end of the study',
    async () => (await findStudySummary(reader, 'inside'))?.state === 'complete',
  );
  await reader.close();
  for (const program of ['start', 'worker']) await endInside(program);
  for (const end of ends) {
    const { code, stdout, stderr } = await end;
    assert.equal(code, 0, stdout + stderr);
  }
  tell('coordinator and worker in the image trained a study, and ended at SIGTERM with exit code 0');

  const outside = await sandbox.writeStudy('outside.yaml', smallStudy('outside', { trials: 2, epochs: 3 }));
  const flags = ['--plain', '--workers', '1', '--threads', '1', '--engine', 'onnx'];
  assert.equal((await sandbox.run('start', outside, ...flags)).code, 0);
  assert.deepEqual(await curves(sandbox, 'inside'), await curves(sandbox, 'outside'));
  tell('its numbers are those of a run outside, to the last bit');
}

/** Tells tini, as an orchestrator does: it is the first process of a container. */
async function endInside(program: string): Promise<void> {
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
    if (words[0] === '/usr/bin/tini' && words.includes(program)) process.kill(Number(pid), 'SIGTERM');
  }
}

async function sizeOf(store: ImageStore, container: string): Promise<string> {
  const { stdout } = await finish(
    store.spawn(container, {}, 'du', '--summarize', '--human-readable', '/opt/ram-sweep'),
  );
  return stdout.split('\t')[0] ?? '';
}
