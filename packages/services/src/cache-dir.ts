import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where downloads of this user are kept, programs and data sets, on every platform: in the folder that XDG_CACHE_HOME
 * names, else in ~/.cache. The variable is the caller's to read.
 */
export const defaultCacheDir = (xdgCacheHome?: string): string =>
  join(xdgCacheHome || join(homedir(), '.cache'), 'ram-sweep');
