import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail } from '../bootstrap/phase.mjs';
import { run } from './run.mjs';

const PACKAGE = '@tensorflow/tfjs-node';
const VERSION = '4.22.0';
const OWN_NAME = 'ram-sweep-tfjs-native';

/** Installs the package as npm does, but for its install script, which downloads from storage.googleapis.com. */
export function installPackage(into) {
  const manifest = join(into, 'package.json');
  if (!existsSync(manifest)) {
    mkdirSync(into, { recursive: true });
    writeFileSync(manifest, `${JSON.stringify({ name: OWN_NAME, private: true }, null, 2)}\n`);
  } else if (JSON.parse(readFileSync(manifest, 'utf8')).name !== OWN_NAME) {
    fail(`${into} is a project of its own. Give a folder that is new or empty with --into FOLDER.`);
  }
  const folder = join(into, 'node_modules', PACKAGE);
  if (installedVersion(folder) === VERSION) return folder;
  run(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', `${PACKAGE}@${VERSION}`],
    'npm could not install the package. It takes the npm registry, a mirror of it (npm config set registry URL), or ' +
      `${join(into, 'node_modules')} brought here from another machine.`,
    { cwd: into },
  );
  return folder;
}

function installedVersion(folder) {
  const manifest = join(folder, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined;
}

/** Runs the package's own build script: node-pre-gyp, with the node-gyp that npm carries. */
export function buildAddon(folder, headers) {
  run(
    'npm',
    ['run', '--silent', 'build-addon-from-source'],
    'node-gyp could not compile the addon; it says why above. It takes make, a C++ compiler and python3 (on Debian: ' +
      "apt install build-essential python3) and Node's headers (--node-headers FOLDER).",
    { cwd: folder, env: { ...process.env, ...(headers && { npm_config_nodedir: headers }) } },
  );
}

/** The folder that holds include/node; undefined to let node-gyp download it. */
export function findHeaders(given) {
  if (given !== undefined && !holdsHeaders(given)) fail(`There is no include/node/node_api.h in ${given}.`);
  const beside = dirname(dirname(process.execPath));
  const found = [given, process.env.npm_config_nodedir, beside].find(
    (folder) => folder && holdsHeaders(folder),
  );
  if (found === undefined) {
    console.error(
      `Node's headers are not in ${join(beside, 'include', 'node')}, so node-gyp downloads them from nodejs.org. ` +
        `Behind a firewall unpack node-${process.version}-headers.tar.gz and name its folder with --node-headers.`,
    );
  }
  return found;
}

function holdsHeaders(folder) {
  return existsSync(join(folder, 'include', 'node', 'node_api.h'));
}

/** Loads the addon in a process of its own and has it compute. Returns the version of TensorFlow. */
export function verify(into) {
  const script = fileURLToPath(new URL('./verify.mjs', import.meta.url));
  const problem =
    'The addon was built but does not compute here; the loader says why above. The wheel may ask for a newer C library ' +
    'than this machine has (ldd --version), or for CPU instructions that it lacks.';
  return run(process.execPath, [script, into], problem, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { TF_CPP_MIN_LOG_LEVEL: '1', ...process.env },
  }).trim();
}
