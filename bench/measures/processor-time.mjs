import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Of the kernel's clock ticks, by which /proc counts. */
const TICKS_PER_SECOND = 100;

/**
 * Fields of /proc/PID/stat (proc(5)), counted from the state, which follows the program's name in parentheses.
 * @param {number | string} pid
 */
async function statOf(pid) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = 0] = fields;
  const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields.slice(11, 15);
  return { parent, own: user + system, ended: childrenUser + childrenSystem };
}

/** Processor seconds of one process so far, all of its threads together. @param {number} pid */
export const processSeconds = async (pid) => (await statOf(pid)).own / TICKS_PER_SECOND;

/** The same of the Postgres of a home: its main process, those that it has, and those that it had. @param {string} home */
export async function postgresSeconds(home) {
  const file = await readFile(join(home, 'postgres', 'data', 'postmaster.pid'), 'utf8');
  const main = Number(file.split('\n')[0]);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(pids.map(statOf));
  const children = all.filter(({ parent }) => parent === main).reduce((sum, { own }) => sum + own, 0);
  const { own, ended } = await statOf(main);
  return (own + ended + children) / TICKS_PER_SECOND;
}
