import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { ClosingLineReporter } from './infra/closing-line-reporter.js';
import { sourceAliases } from './infra/source-aliases.js';

const resolve = { alias: sourceAliases() };

/**
 * One runner for all tests. Whole-program tests boot many processes, so they run three files at a time; those that
 * mostly wait, for faults to pass, four.
 */
export default defineConfig({
  test: {
    globalSetup: ['infra/build-before-tests.ts'],
    reporters: ['default', new ClosingLineReporter()],
    projects: [
      {
        resolve,
        test: {
          name: 'packages',
          include: ['packages/*/test/**/*.test.{ts,tsx}', 'apps/*/test/**/*.test.{ts,tsx}'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          pool: 'forks',
          // Most wait for a server or a process of theirs; vitest would leave one of two cores to itself.
          maxWorkers: Math.max(2, availableParallelism() - 1),
        },
      },
      {
        resolve,
        test: {
          name: 'program',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/faults/**', 'tests/bench/**'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          setupFiles: ['tests/program/show-logs.ts'],
          pool: 'forks',
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve,
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts', 'tests/bench/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          setupFiles: ['tests/program/show-logs.ts'],
          pool: 'forks',
          maxWorkers: 4,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
