import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const program = new URL('../../bench/ram-table.mjs', import.meta.url).pathname;

it('the table of RAM is searched with every sampler and pruner', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [program, '--seeds', '1', '--trials', '9']);
  const rows = stdout.split('\n').filter((line) => line.startsWith('| ') && line.includes('%'));
  const kinds = rows.map((row) =>
    row
      .split('|')
      .slice(1, 3)
      .map((cell) => cell.trim()),
  );
  // The heading and three pruners × four samplers.
  expect(kinds).toHaveLength(1 + 3 * 4);
  expect(kinds).toContainEqual(['hyperband', 'gp']);
  // One of 256 configs at best, all of them where nothing is known.
  for (const row of rows.slice(1))
    for (const [, share] of row.matchAll(/([\d.]+)%/g)) {
      expect(Number(share)).toBeGreaterThanOrEqual(0.4);
      expect(Number(share)).toBeLessThanOrEqual(100);
    }
});
