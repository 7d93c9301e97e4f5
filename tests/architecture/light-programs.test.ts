import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, test, vi } from 'vitest';
import { loadedModules } from './loaded-modules.js';

const { resolve } = createRequire(import.meta.url);
const program = resolve('@ram-sweep/cli/bin/ram-sweep.js');
/** Nobody listens at port 1: a query comes as far as its first connection. */
const database = ['--database', 'postgres://127.0.0.1:1/none'];

/** Loads the program of another process, as far as it waits for its options. */
const load = (entry: string): string[] => [
  '--input-type=module',
  '--eval',
  `await import(${JSON.stringify(resolve(entry))}); process.exit();`,
];

const DATABASE = ['drizzle-orm', 'pg'];
const NATS = ['nats'];
const SCREEN = ['ink', 'react'];
const ENGINES = ['@tensorflow/tfjs-core', 'onnxruntime-node', 'packages/engine-tfjs', 'packages/engine-onnx'];
const POOL = ['piscina'];
const CHARTS = ['@observablehq/plot', 'linkedom'];
const YAML = ['yaml'];

/*
 * What a program loads it pays for: each time it starts, and some of it in memory for as long as it runs. `most` is
 * some ten per cent above what it was when this was written, room for a file or two; a world that comes in has
 * hundreds.
 */
describe.each([
  {
    what: 'ram-sweep --version',
    args: [program, '--version'],
    most: 135,
    without: [DATABASE, NATS, SCREEN, ENGINES, POOL, CHARTS, YAML],
  },
  {
    what: 'a query, such as ram-sweep studies',
    args: [program, 'studies', ...database],
    most: 520,
    without: [NATS, SCREEN, ENGINES, POOL, CHARTS, YAML],
  },
  {
    what: 'ram-sweep serve, as far as its address',
    args: [program, 'serve', ...database, '--host', '192.0.2.1', '--trust-proxy'],
    most: 690,
    without: [NATS, SCREEN, ENGINES, POOL, CHARTS, YAML],
  },
  {
    what: 'the supervisor, for the life of a sweep',
    args: [program, 'supervise'],
    most: 230,
    without: [DATABASE, NATS, SCREEN, ENGINES, POOL, CHARTS, YAML],
  },
  {
    what: 'the coordinator, for the life of a sweep',
    args: load('@ram-sweep/coordinator/main'),
    most: 540,
    without: [SCREEN, ENGINES, POOL, CHARTS, YAML],
  },
  {
    what: 'a worker, before it opens its engine',
    args: load('@ram-sweep/worker/main'),
    most: 305,
    without: [DATABASE, SCREEN, ENGINES, CHARTS, YAML],
  },
  {
    what: 'ram-sweep start --plain, as far as its study file',
    args: [program, 'start', 'no-such-file.yaml', '--plain'],
    most: 910,
    without: [SCREEN, ENGINES, POOL, CHARTS],
  },
])('$what', ({ args, most, without }) => {
  it(`loads at most ${most} modules, and no world that it does not need`, async () => {
    const { count, packages } = await loadedModules(...args);
    expect(packages.filter((name) => without.flat().includes(name))).toEqual([]);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThanOrEqual(most);
  });
});

test('ram-sweep complete, each time somebody presses Tab, loads no command and no world', async () => {
  const cache = await mkdtemp(join(tmpdir(), 'ram-sweep-cache-'));
  onTestFinished(() => rm(cache, { recursive: true, force: true }));
  vi.stubEnv('XDG_CACHE_HOME', cache);
  onTestFinished(() => void vi.unstubAllEnvs());
  const complete = [program, 'complete', 'bash', 'best', '--for'];
  const first = await loadedModules(...complete);
  const { count, packages } = await loadedModules(...complete);
  // The first time it learns the commands from themselves.
  expect(first.packages).toContain('drizzle-orm');
  const worlds = [DATABASE, NATS, SCREEN, ENGINES, POOL, CHARTS, YAML].flat();
  expect(packages.filter((name) => worlds.includes(name))).toEqual([]);
  expect(count).toBeLessThanOrEqual(138);
});
