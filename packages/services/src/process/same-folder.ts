import { stat } from 'node:fs/promises';

/** Whether two paths lead to one folder: a link does, a copy does not. */
export async function isSameFolder(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([identityOf(one), identityOf(other)]);
  return first.kind === 'there' && second.kind === 'there' && first.id === second.id;
}

/**
 * Whether what began in the folder `formerly` continues in `folder`: they are the same, or it was moved since. The
 * original of a copy is still there.
 */
export async function isSameOrMoved(folder: string, formerly: string): Promise<boolean> {
  if ((await identityOf(formerly)).kind === 'gone') return true;
  return isSameFolder(folder, formerly);
}

type Identity = { readonly kind: 'there'; readonly id: string } | { readonly kind: 'gone' | 'refused' };

/** By the number of the folder on its disk, which no path changes. */
const identityOf = (path: string): Promise<Identity> =>
  stat(path, { bigint: true }).then(
    ({ dev, ino }): Identity => ({ kind: 'there', id: `${dev}:${ino}` }),
    ({ code }: NodeJS.ErrnoException): Identity => ({ kind: code === 'ENOENT' ? 'gone' : 'refused' }),
  );
