import { fork } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {Awaited<ReturnType<typeof startSweepProcess>>} SweepProcess */

/**
 * A process of a sweep that gets its options as a message and writes its lines to a file, as under a supervisor. A
 * worker is returned when it is ready for jobs.
 * @param {import('@ram-sweep/services').Services} services
 * @param {'coordinator' | 'worker'} program
 * @param {string} name of its log
 * @param {object} options
 * @param {string[]} [execArgv] such as --cpu-prof
 */
export async function startSweepProcess({ home }, program, name, options, execArgv = []) {
  const file = join(home, `${name}.log`);
  const log = await open(file, 'w');
  const entry = fileURLToPath(import.meta.resolve(`@ram-sweep/${program}/main`));
  const child = fork(entry, [], { stdio: ['ignore', log.fd, log.fd, 'ipc'], execArgv });
  await log.close();
  child.send(options);
  const lines = async () => (await readFile(file, 'utf8')).trimEnd().split('\n');
  const isReady = async () =>
    program !== 'worker' || (await lines()).some((line) => line.includes('worker ready'));
  while (!(await isReady())) {
    if (child.exitCode !== null)
      throw new Error(`${name} ended with ${child.exitCode}: ${(await lines()).at(-1)}`);
    await sleep(50);
  }
  return { child, lines, lastLine: async () => (await lines()).at(-1) };
}

/** @param {SweepProcess} process */
export async function stopSweepProcess({ child }) {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
