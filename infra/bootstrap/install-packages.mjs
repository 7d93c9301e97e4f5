import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fail, inRoot, phase } from './phase.mjs';
import { finished } from './run.mjs';

const LOCK = inRoot('package-lock.json');
/** What was installed last: for which lock file, and how much of it. */
const STAMP = inRoot('node_modules', '.ram-sweep');
/** npm's own note of what is in node_modules. */
const INSTALLED = inRoot('node_modules', '.package-lock.json');

/** What npm ci is told to install. Only a machine with an NVIDIA GPU has use for the third, which is large. */
const TO_RUN = ['--omit=dev', '--workspace=apps/cli'];
const ALL = ['--workspace=apps', '--workspace=packages'];
const FOR_CUDA = '--workspace=infra/cuda';

/** Makes sure that node_modules is what package-lock.json says: `all` of it, or what it takes to `run`. */
export async function installPackages(amount) {
  const wanted = { lock: digest(LOCK), amount, cuda: hasNvidiaDevice() };
  if (isInstalled(wanted)) return;
  console.error('installing packages, which takes a while the first time');
  await phase('installed packages', () => npmCi(wanted), 'installing packages');
  writeFileSync(STAMP, JSON.stringify(wanted));
}

function isInstalled(wanted) {
  const stamp = readJson(STAMP);
  if (stamp === null || stamp.lock !== wanted.lock) return holdsWholeLock();
  return stamp.cuda === wanted.cuda && (stamp.amount === 'all' || wanted.amount === 'run');
}

/** Whether somebody ran npm ci or npm install by hand. Optional packages may be missing, as they may then. */
function holdsWholeLock() {
  const installed = readJson(INSTALLED)?.packages;
  if (installed === undefined) return false;
  return Object.entries(readJson(LOCK).packages)
    .filter(([path, { optional }]) => path.startsWith('node_modules/') && optional !== true)
    .every(([path, { version }]) => installed[path]?.version === version);
}

async function npmCi({ amount, cuda }) {
  const selection = [
    '--include-workspace-root',
    ...(amount === 'all' ? ALL : TO_RUN),
    ...(cuda ? [FOR_CUDA] : []),
  ];
  const args = ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', ...selection];
  // onnxruntime-node would download CUDA libraries that nothing here uses.
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' };
  const { code, signal, output } = await finished('npm', args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  process.stderr.write(output);
  if (code === 0) return;
  if (signal === 'SIGINT') process.exit(130);
  fail(
    `npm ci did not succeed (${signal ?? `exit code ${code}`}). If this machine is offline, connect it once, ` +
      'so that npm can fill its cache.\nIf package.json and package-lock.json differ, run npm install. ' +
      'See the newest file in ~/.npm/_logs for what npm did.',
  );
}

function hasNvidiaDevice() {
  return ['/dev/nvidiactl', '/dev/nvidia0', '/dev/dxg'].some((device) => existsSync(device));
}

function digest(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** null: there is no such file, or it is no JSON. */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
