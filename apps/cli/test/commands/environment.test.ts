import { homedir } from 'node:os';
import { join } from 'node:path';
import { defaultCacheDir } from '@ram-sweep/services';
import { expect, test } from 'vitest';
import { readEnvironment } from '../../src/environment.js';

test.each([
  [undefined, join(homedir(), '.cache', 'ram-sweep')],
  ['', join(homedir(), '.cache', 'ram-sweep')],
  ['/caches', '/caches/ram-sweep'],
])('where XDG_CACHE_HOME is %j, downloads are kept in %s, the servers’ as well', (xdg, folder) => {
  expect(readEnvironment({ XDG_CACHE_HOME: xdg }).cacheDir).toBe(folder);
  expect(defaultCacheDir(xdg)).toBe(folder);
});
