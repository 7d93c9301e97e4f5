import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { promisify } from 'node:util';

/** What the figures depend on, besides the code. */
export async function machine() {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    onnxRuntime: await versionOf('onnxruntime-node'),
    tensorflowJs: await versionOf('@tensorflow/tfjs-core'),
    commit: await commit(),
    date: new Date().toISOString(),
  };
}

/** Mean number of running threads in the last minute, other programs' included. */
export const load = () => Number(loadavg()[0]?.toFixed(2));

/** @param {string} name */
async function versionOf(name) {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return readFile(file, 'utf8').then(
    (text) => String(JSON.parse(text).version),
    () => 'not installed',
  );
}

/** @param {string[]} args */
async function git(...args) {
  const { stdout } = await promisify(execFile)('git', args, { cwd: new URL('.', import.meta.url) });
  return stdout.trim();
}

async function commit() {
  try {
    const changed = await git('status', '--porcelain', '--', '../packages', '../apps', '.');
    return `${await git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`;
  } catch {
    return 'unknown';
  }
}

/**
 * Memory of processes in MiB: resident in each, added up; and proportional, where a page that several processes have
 * is divided among them. Null where the system does not tell (Linux does).
 * @param {readonly number[]} pids
 */
export async function memoryOf(pids) {
  const rollups = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => null)),
  );
  const sum = (/** @type {string} */ field) =>
    rollups.reduce(
      (total, text) => total + Number(new RegExp(`^${field}: +(\\d+)`, 'm').exec(text ?? '')?.[1]),
      0,
    );
  const resident = sum('Rss') / 1024;
  return Number.isNaN(resident) ? null : { resident, proportional: sum('Pss') / 1024 };
}
