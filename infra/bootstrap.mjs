/**
 * The set-up that every script of package.json begins with, from a fresh clone, with Node and npm alone:
 *
 *   node infra/bootstrap.mjs install                                all packages
 *   node infra/bootstrap.mjs build [arguments of tsc -b]            the same, and the sources compiled
 *   node infra/bootstrap.mjs start [arguments of ram-sweep start]   what `npm start` runs, with no package more
 *   node infra/bootstrap.mjs test [arguments of vitest]             what `npm test` runs
 *
 * Packages are installed when the lock file asks for others than there are, and sources compiled when they changed.
 */
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages } from './bootstrap/install-packages.mjs';
import { requireNode } from './bootstrap/require-node.mjs';
import { fail, inRoot, phase } from './bootstrap/phase.mjs';
import { run, runQuietly } from './bootstrap/run.mjs';

const tsc = inRoot('node_modules', 'typescript', 'bin', 'tsc');
const commands = { install, build, start, test };

const [command = '', ...args] = process.argv.slice(2);
if (!Object.hasOwn(commands, command)) {
  fail(`use it as: node infra/bootstrap.mjs ${Object.keys(commands).join('|')} [arguments]`);
}
requireNode();
await commands[command](args);

async function install() {
  await installPackages('all');
}

async function build(given) {
  await install();
  // Anyone who gives arguments, such as --watch, wants to see what tsc says as it says it.
  if (given.length > 0)
    await phase('compiled the sources', () => run(process.execPath, [tsc, '-b', ...given]));
  else await compile();
}

/** Goes over into ram-sweep itself, in this very process, so that signals and the exit code are its own. */
async function start(given) {
  await installPackages('run');
  await compile('apps/cli');
  const program = inRoot('apps', 'cli', 'bin', 'ram-sweep.js');
  const study = relative(process.cwd(), inRoot('studies', 'quickstart.yaml'));
  process.argv = [process.execPath, program, 'start', ...(given.length > 0 ? given : [study])];
  await import(pathToFileURL(program).href);
}

async function test(given) {
  await build([]);
  await phase('found nats-server', requireNatsServer);
  await phase('checked types, lint, format and exports', () => run('npm', ['run', '--silent', 'check']));
  await phase('ran the tests', () =>
    run(process.execPath, [inRoot('node_modules', 'vitest', 'vitest.mjs'), 'run', ...given]),
  );
}

function compile(...projects) {
  const pretty = process.stderr.isTTY ? ['--pretty'] : [];
  const all = () => runQuietly(process.execPath, [tsc, '-b', ...pretty, ...projects]);
  return phase('compiled the sources', all, 'compiling the sources');
}

/** Better to learn here that it is missing, and how to get it, than from the first of many tests. */
async function requireNatsServer() {
  const { defaultCacheDir, findNatsServer } = await import('../packages/services/dist/index.js');
  await findNatsServer({
    cacheDir: defaultCacheDir(process.env.XDG_CACHE_HOME),
    onProgress: console.error,
  }).catch((error) => fail(error.message));
}
