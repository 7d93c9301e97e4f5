import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startProcess } from '../members/process.mjs';

const script = fileURLToPath(new URL('../peers/optuna_ram.py', import.meta.url));
const oneThread = { OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };

/** The first of several Pythons that has PyTorch and Optuna, with their versions, or null. @param {readonly string[]} candidates */
export async function findOptunaWithTorch(candidates) {
  const ask = 'import optuna, torch; print("Optuna", optuna.__version__ + ", PyTorch", torch.__version__)';
  for (const python of candidates) {
    const version = await promisify(execFile)(python, ['-c', ask]).then(
      ({ stdout }) => stdout.trim(),
      () => null,
    );
    if (version) return { python, version };
  }
  return null;
}

/**
 * The epochs of Optuna's processes in so many minutes from before they start.
 * @param {string} python
 * @param {string} folder from withPeerFolder
 * @param {{ seed: number, minutes: number, slots: number }} run
 * @returns {Promise<import('./curve.mjs').Epoch[]>}
 */
export async function searchWithOptuna(python, folder, { seed, minutes, slots }) {
  await rm(join(folder, 'journal.log'), { force: true });
  const began = Date.now();
  const args = [script, folder, 'search', String(seed), String(minutes), String(slots)];
  // A group of its own: what it started ends with it.
  const child = spawn(python, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...oneThread },
    detached: true,
  });
  const end = () => {
    if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  process.once('exit', end);
  const ended = once(child, 'close');
  /** @type {import('./curve.mjs').Epoch[]} */
  const epochs = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { at, ...epoch } = JSON.parse(line);
    epochs.push({ ...epoch, seconds: at - began / 1000 });
  });
  const over = sleep(minutes * 60_000).then(() => 'over');
  const [first] = await Promise.race([ended.then(() => ['ended']), over.then((word) => [word])]);
  if (first === 'ended') throw new Error(`${python} ended with ${child.exitCode} before its time was over`);
  end();
  process.off('exit', end);
  await ended;
  return epochs.filter(({ seconds }) => seconds <= minutes * 60);
}

/** A process that trains what it is asked to. @param {string} python @param {string} folder */
export const startTorchTraining = (python, folder) =>
  startProcess(python, [script, folder, 'train'], oneThread);
