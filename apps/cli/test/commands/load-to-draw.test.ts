import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const { resolve } = createRequire(import.meta.url);
const environment = join(dirname(resolve('@ram-sweep/cli/bin/ram-sweep.js')), '../dist/environment.js');

/**
 * Draws a hundred frames on a terminal of our own making; says how many were written before the end, and what is left.
 */
const program = `
const { EventEmitter } = await import('node:events');
const { loadToDraw } = await import(${JSON.stringify(environment)});
const { render, Text } = await loadToDraw(() => import('ink'));
const { createElement } = await loadToDraw(() => import('react'));
let writes = 0;
const stdout = Object.assign(new EventEmitter(), { isTTY: true, columns: 80, rows: 24, write: () => (writes += 1) });
const frame = (text) => createElement(Text, null, text);
const app = render(frame(''), { stdout, maxFps: 0, patchConsole: false });
for (let count = 0; count < 100; count += 1) app.rerender(frame(String(count)));
await new Promise((resolve) => setTimeout(resolve, 50));
const measured = performance.getEntriesByType('measure').length;
process.stdout.write(JSON.stringify({ writes, measured, CI: process.env.CI, NODE_ENV: process.env.NODE_ENV }));
process.exit();
`;

test.each([
  ['where CI is set', { CI: '1' }],
  ['where it is not', {}],
])(
  'what draws is loaded so that it draws, and keeps no record of each frame, %s',
  (_, variables: { CI?: string }) => {
    const { CI: _ci, NODE_ENV: _node, ...rest } = process.env;
    const text = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      encoding: 'utf8',
      env: { ...rest, ...variables },
    });
    const { writes, measured, ...env } = JSON.parse(text) as { writes: number; measured: number };
    expect(writes).toBeGreaterThan(0);
    expect(measured).toBe(0);
    expect(env).toEqual(variables);
  },
);
