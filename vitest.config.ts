import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { ClosingLineReporter } from './infra/closing-line-reporter.js';
import { sourceAliases } from './infra/source-aliases.js';
import { testDatabases } from './infra/test-databases.js';

const resolve = { alias: sourceAliases() };
const plugins = [testDatabases()];

/** Only what hangs takes as long as these: how fast a machine is, and what else it does, is not tested. */
const patience = { testTimeout: 120_000, hookTimeout: 120_000 };
const longPatience = { testTimeout: 600_000, hookTimeout: 300_000 };

/** Most files wait for servers, processes and leases, so more of them run at once than there are cores. */
const maxWorkers = Math.min(8, 3 * availableParallelism());

/** They need a process that has loaded nothing yet: native libraries, memory that is counted, a terminal's colours. */
const fresh = [
  'packages/{engine-onnx,engine-tfjs,engines}/test/**/*.test.ts',
  'packages/testkit/test/reference.test.ts',
  'tests/{engines,picture,training}/**/*.test.ts',
];

/** Packages whose tests need no process or server. */
const alone = [
  'packages/{clock,dashboard,dataset,format,protocol,ram,random,report,results,search,web}/test/**/*.test.{ts,tsx}',
];

/**
 * All projects run at once, and vitest takes their files in the order of these names: what takes longest begins first.
 * The files of all but one leave nothing behind that another one sees, so a process loads the sources once for many of
 * them.
 */
const projects: TestProjectConfiguration[] = [
  {
    name: '1 faults',
    include: ['tests/faults/**/*.test.ts'],
    isolate: false,
    setupFiles: ['tests/program/show-logs.ts'],
    ...longPatience,
  },
  {
    name: '2 program',
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/faults/**', ...fresh],
    isolate: false,
    setupFiles: ['tests/program/show-logs.ts'],
    ...longPatience,
  },
  { name: '3 fresh', include: fresh, ...longPatience },
  {
    name: '4 servers',
    include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts'],
    exclude: [...fresh, ...alone],
    isolate: false,
    ...patience,
  },
  { name: '5 alone', include: alone, isolate: false, ...patience },
].map((test) => ({
  resolve,
  plugins,
  test: {
    ...test,
    pool: 'forks',
    maxWorkers,
    expect: { poll: { timeout: 60_000 } },
    // For tests that load ONNX Runtime themselves; the engine sees to it.
    env: { ORT_DISABLE_TELEMETRY: '1' },
  },
}));

export default defineConfig({
  test: {
    globalSetup: ['infra/build-before-tests.ts'],
    reporters: ['default', new ClosingLineReporter()],
    projects,
  },
});
