import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How long the threads of a process that was killed may take to end. */
const KILLED_PATIENCE_MS = 5_000;

/**
 * Whether a process with this id exists, no matter who owns it. A zombie counts as gone once all of its threads have ended.
 */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const threads = await threadsOfZombie(pid);
  return threads === null || threads > 1;
}

/** The same once one that was killed has ended: it has no command line any more, and keeps its port until then. */
export async function isRunning(pid: number): Promise<boolean> {
  if ((await threadsOfZombie(pid)) !== null) await isGoneWithin(pid, KILLED_PATIENCE_MS);
  return isAlive(pid);
}

/**
 * The words of a process's command line joined by spaces; null if there is no such process, or it is not to be seen.
 */
export async function commandLine(pid: number): Promise<string | null> {
  try {
    if (process.platform !== 'linux') {
      return (await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)])).stdout.trim();
    }
    const words = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return words === '' ? null : words.replaceAll('\0', ' ').trim();
  } catch {
    return null;
  }
}

/** The command lines of all processes that are to be seen, by their ids. */
export async function commandLines(): Promise<Map<number, string>> {
  if (process.platform !== 'linux') {
    const { stdout } = await run('ps', ['-axww', '-o', 'pid=,command=']).catch(() => ({ stdout: '' }));
    const lines = stdout.split('\n').map((line) => /^ *(\d+) (.*)$/.exec(line));
    return new Map(lines.flatMap((found) => (found ? [[Number(found[1]), found[2]!] as const] : [])));
  }
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map(async (pid) => [pid, await commandLine(pid)] as const));
  return new Map(found.flatMap(([pid, line]) => (line === null ? [] : [[pid, line] as const])));
}

/** Asks a process to end, waits, and kills it if it does not. Says whether it ended by itself. */
export async function endProcess(
  pid: number,
  options: { signal: NodeJS.Signals; graceMs: number },
): Promise<boolean> {
  if (!signalProcess(pid, options.signal)) return true;
  if (await isGoneWithin(pid, options.graceMs)) return true;
  signalProcess(pid, 'SIGKILL');
  await isGoneWithin(pid, KILLED_PATIENCE_MS);
  return false;
}

/** When a process began, in the kernel's own unit; null where that cannot be told. */
export async function processStart(pid: number): Promise<string | null> {
  return (await statFields(pid))?.[19] ?? null;
}

/**
 * Whether the process that had this id, and began at `start`, is still there; false for another that got the id later.
 */
export async function isSameProcess(pid: number, start: string | null): Promise<boolean> {
  return (await isAlive(pid)) && (await processStart(pid)) === start;
}

function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

async function isGoneWithin(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    if (!(await isAlive(pid))) return true;
    await sleep(10);
  }
  return false;
}

/**
 * How many threads a zombie has, itself counted; null for a process that is none. The others still hold what it had.
 */
async function threadsOfZombie(pid: number): Promise<number | null> {
  const fields = await statFields(pid);
  return fields?.[0] === 'Z' ? Number(fields[17]) : null;
}

/** What follows the program's name in /proc/<pid>/stat (proc(5)): state first, threads 18th, start time 20th. */
async function statFields(pid: number): Promise<string[] | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat === null ? null : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/**
 * The number in the first line of a pid file; null if there is none. Throws where the file cannot be read: then it is
 * not known whether the server runs, and another one on the same data would damage them.
 */
export async function readPid(pidFile: string): Promise<number | null> {
  const text = await readFile(pidFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const pid = Number.parseInt(text, 10);
  return Number.isSafeInteger(pid) && pid > 1 ? pid : null;
}
