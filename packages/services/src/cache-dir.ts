import { join } from 'node:path';
import { userFolder } from './user-folder.js';

/**
 * Where downloads of this user are kept, programs and data sets, on every platform: in the folder that XDG_CACHE_HOME
 * names, else in ~/.cache. The variable is the caller's to read. Throws a ServicesHomeError where there is neither.
 */
export const defaultCacheDir = (xdgCacheHome?: string): string =>
  join(xdgCacheHome || join(userFolder(), '.cache'), 'ram-sweep');
