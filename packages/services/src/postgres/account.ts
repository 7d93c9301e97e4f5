import { readFile, stat } from 'node:fs/promises';
import { ServiceError } from '../errors.js';

/** Who a server runs as, where that is not who we are. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Postgres refuses to run as root. For root this is the owner of the data directory that exists,
 * or else the user postgres or nobody; for anybody else null: run it as we are.
 */
export async function postgresAccount(dataDirectory: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  if (process.platform !== 'linux') {
    throw new ServiceError('postgres', 'Postgres refuses to run as root: run ram-sweep as an ordinary user');
  }
  const existing = await stat(dataDirectory).catch(() => null);
  if (existing !== null && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid };
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const account = findUser(users, 'postgres') ?? findUser(users, 'nobody');
  if (account !== null) return account;
  throw new ServiceError(
    'postgres',
    'Postgres refuses to run as root, and there is neither a user postgres nor nobody to run it as: ' +
      'add one, or run ram-sweep as an ordinary user',
  );
}

/**
 * The command line that runs a program as `account`.
 * Home directories are closed to others, and root's most of all, so the program keeps the one capability to pass
 * through them. Postgres asks access(2), which minds capabilities of a user who is not root only under that securebit.
 */
export function commandAs(
  account: Account | null,
  command: string,
  args: readonly string[],
): { command: string; args: readonly string[] } {
  if (account === null) return { command, args };
  const identity = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  const capability = '-all,+dac_override';
  const limits = ['inh', 'ambient', 'bounding']
    .map((set) => `--${set}-${set === 'bounding' ? 'set' : 'caps'}=${capability}`)
    .concat('--securebits=+no_setuid_fixup');
  return { command: 'setpriv', args: [...identity, ...limits, '--', command, ...args] };
}

function findUser(passwd: string, name: string): Account | null {
  const fields = passwd
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.split(':');
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : null;
}
