import { lstatSync, readFileSync, statSync, type Stats } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, resolve } from 'node:path';

/** Who asks. Tests ask for others. */
interface User {
  readonly uid: number;
  readonly name: string;
}

/** What a message about a problem needs. `whole`: '' where it is the file alone. */
interface Asked {
  readonly syscall: string;
  readonly whole: string;
  readonly me: User;
}

/** What the system says of a file that it does not let us have, by its error codes. `path`: what is at fault. */
const problems: Readonly<Record<string, (path: string, asked: Asked) => string>> = {
  EACCES: deniedAt,
  EPERM: deniedAt,
  EROFS: (path) => `${path} is on a file system that is read-only: make it writable, or choose another place`,
  ENOSPC: (path) => `the disk of ${path} is full: free some space`,
  EDQUOT: (path) => `your share of the disk of ${path} is used up: free some space`,
  ENOTDIR: (path) => `${fileOnTheWay(path)} is a file, not a folder`,
  EISDIR: (path) => `${path} is a folder, not a file`,
  EEXIST: (path) => `${path} is there already, and is no folder`,
  ENOENT: (path, { syscall }) =>
    syscall === 'mkdir' ? `no folder can be made in ${dirname(path)}` : `${path} does not exist`,
  ELOOP: (path) => `${path} is a link that leads back to itself`,
  ENAMETOOLONG: (path) => `the name ${path} is too long for its file system`,
  EMFILE: (path) => `too many files are open for ${path} to be opened: raise the limit (\`ulimit -n\`)`,
  ENFILE: (path) => `too many files are open on this machine for ${path} to be opened`,
  EIO: (path) => `the disk cannot read or write ${path} (EIO)`,
};

/** Calls that reach for a file. Others have the same codes: a firewall answers a connection with EACCES. */
const FILE_CALLS =
  /^(access|chmod|chown|copyfile|fsync|ftruncate|lchown|link|lstat|mkdir|mkdtemp|open|opendir|read|readdir|readlink|realpath|rename|rm|rmdir|scandir|stat|statfs|symlink|unlink|utime|write)$/;

/**
 * What is wrong with a file or folder, and what helps, where `error` is the system's refusal of it; null for any other
 * error, as for a content that does not parse. `path`: what was asked for, where the error does not say; `whole`: what
 * is to be given to the user, where that is more than the one file.
 */
export function fileProblem(
  error: unknown,
  { path, whole, me = asker() }: { path?: string; whole?: string; me?: User } = {},
): string | null {
  if (!(error instanceof Error)) return null;
  const { code = '', syscall = '', path: said } = error as NodeJS.ErrnoException;
  const problem = problems[code];
  const at = said ?? path;
  if (problem === undefined || at === undefined || !FILE_CALLS.test(syscall)) return null;
  return problem(resolve(at), { syscall, whole: whole === undefined ? '' : resolve(whole), me });
}

/**
 * Names whose it is: the file, or the first folder on the way to it that lets nobody through. Of a `whole` that is not
 * there yet nobody can be made the owner, and the folder that it was to be made in may be the system's.
 */
function deniedAt(path: string, { whole, me }: Asked): string {
  const found = closedAt(path);
  if (found === null) return `permission denied: ${path}`;
  const mode = (found.stats.mode & 0o777).toString(8);
  const isMissing = whole !== '' && isKnownMissing(whole);
  const given = isMissing ? found.path : whole || found.path;
  if (found.stats.uid === me.uid)
    return `permission denied: ${found.path} has mode ${mode}; \`chmod ${isMissing ? '' : '-R '}u+rwX ${given}\` opens it to you`;
  const owner = nameOf(found.stats.uid);
  const whose = `permission denied: ${found.path} belongs to ${owner} (mode ${mode}), and you are ${me.name}`;
  return isMissing ? whose : `${whose}; \`sudo chown -R ${me.name} ${given}\` gives it to you`;
}

function isKnownMissing(path: string): boolean {
  try {
    statSync(path);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

/** What exists of the path, from its end, that is not open to us; what exists of it at all where everything is. */
function closedAt(path: string): { path: string; stats: Stats } | null {
  for (let at = path; ; at = dirname(at)) {
    const stats = statOf(at);
    if (stats !== null) return { path: at, stats };
    if (at === dirname(at)) return null;
  }
}

function statOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

function fileOnTheWay(path: string): string {
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    try {
      if (!lstatSync(at).isDirectory()) return at;
    } catch {
      // Further up.
    }
  }
  return path;
}

function asker(): User {
  const { uid, username } = userInfo();
  return { uid, name: username };
}

/** `root`, or `user 1234` where the system has no name for it. */
function nameOf(uid: number): string {
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((entry) => entry.split(':')[2] === String(uid));
    return line?.split(':')[0] ?? `user ${uid}`;
  } catch {
    return `user ${uid}`;
  }
}
