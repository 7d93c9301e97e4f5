import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Whether this process is in the foreground process group of its controlling terminal. A shell puts what ends in `&` in
 * the background: it may write, but is stopped as soon as it reads keys or changes the terminal's settings. Null where
 * there is no such terminal or nobody says, as on Windows.
 */
export function isInForeground(): boolean | null {
  const groups = readGroups();
  return groups && foregroundOf(groups);
}

/** A process group, and the one in the foreground of its terminal; that is -1 or 0 where there is no terminal. */
interface Groups {
  readonly own: number;
  readonly foreground: number;
}

export const foregroundOf = ({ own, foreground }: Groups): boolean | null =>
  foreground > 0 ? own === foreground : null;

function readGroups(): Groups | null {
  try {
    if (process.platform === 'linux') return groupsInStat(readFileSync('/proc/self/stat', 'utf8'));
    if (process.platform === 'win32') return null;
    const args = ['-o', 'pgid=', '-o', 'tpgid=', '-p', String(process.pid)];
    return groupsInPs(execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return null;
  }
}

/** /proc/self/stat: id, name in parentheses, state, parent, group, session, terminal, foreground group of that, … */
export function groupsInStat(text: string): Groups | null {
  const [, , own, , , foreground] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return groupsOf(own, foreground);
}

/** As `ps -o pgid= -o tpgid=` prints them. */
export function groupsInPs(text: string): Groups | null {
  const [own, foreground] = text.trim().split(/\s+/);
  return groupsOf(own, foreground);
}

function groupsOf(own: string | undefined, foreground: string | undefined): Groups | null {
  const groups = { own: Number(own), foreground: Number(foreground) };
  return Number.isInteger(groups.own) && Number.isInteger(groups.foreground) ? groups : null;
}
