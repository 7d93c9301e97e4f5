import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { defaultCacheDir } from '@ram-sweep/services';
import { expect, onTestFinished, test } from 'vitest';
import { readEnvironment } from '../../src/environment.js';

test.each([
  [undefined, join(homedir(), '.cache', 'ram-sweep')],
  ['', join(homedir(), '.cache', 'ram-sweep')],
  ['/caches', '/caches/ram-sweep'],
])('where XDG_CACHE_HOME is %j, downloads are kept in %s, the servers’ as well', (xdg, folder) => {
  expect(readEnvironment({ XDG_CACHE_HOME: xdg }).cacheDir).toBe(folder);
  expect(defaultCacheDir(xdg)).toBe(folder);
});

test('where HOME is empty, the home and the cache are in the folder that the system knows, not in the current one', () => {
  const before = process.env['HOME'];
  onTestFinished(() => void (process.env['HOME'] = before));
  process.env['HOME'] = '';
  const { home, cacheDir } = readEnvironment({});
  expect(home).toBe(join(userInfo().homedir, '.local', 'share', 'ram-sweep'));
  expect(cacheDir).toBe(join(userInfo().homedir, '.cache', 'ram-sweep'));
});
