import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

const { resolve } = createRequire(import.meta.url);

/**
 * The npm package, which is made before the tests (infra/build-before-tests.ts). Without one it is the checkout's
 * programs.
 */
const folder = process.env['TEST_PACKAGE'];

/** The command line. */
export const program = folder
  ? join(folder, 'bin', 'ram-sweep.js')
  : resolve('@ram-sweep/cli/bin/ram-sweep.js');

/** The files of the processes that a supervisor starts. */
export const processFiles = {
  coordinator: processFile('coordinator'),
  worker: processFile('worker'),
};

function processFile(name: 'coordinator' | 'worker'): string {
  return folder ? join(folder, 'dist', name, 'main.js') : resolve(`@ram-sweep/${name}/main`);
}

/** The environment of a shell in which the package is installed. */
export const shell = (): NodeJS.ProcessEnv => {
  const { PATH, ...others } = process.env;
  const path = folder ? [join(folder, 'bin'), PATH].join(delimiter) : PATH;
  return { ...others, PATH: path };
};
