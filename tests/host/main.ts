import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { completionInShells } from './checks/completion-in-shells.js';
import { containerFiles } from './checks/container-files.js';
import { containerImage } from './checks/container-image.js';
import { dashboardInTmux } from './checks/dashboard-in-tmux.js';
import { joinFromNamespace } from './checks/join-from-namespace.js';
import { kindsOfTerminal } from './checks/kinds-of-terminal.js';
import { kubernetesManifests } from './checks/kubernetes-manifests.js';
import { livePageInChromium } from './checks/live-page-in-chromium.js';
import { npxQuickstart, packageLints } from './checks/npx-quickstart.js';
import { serveToPrometheus } from './checks/serve-to-prometheus.js';
import { slurmArray } from './checks/slurm-array.js';
import { workerInNamespace } from './checks/worker-in-namespace.js';
import { runChecks } from './run-checks.js';
import { Transcript } from './transcript.js';

const checks = [
  dashboardInTmux,
  kindsOfTerminal,
  livePageInChromium,
  serveToPrometheus,
  slurmArray,
  workerInNamespace,
  joinFromNamespace,
  kubernetesManifests,
  containerFiles,
  containerImage,
  ...completionInShells,
  npxQuickstart,
  packageLints,
];
const needs = [...new Set(checks.flatMap((check) => check.needs.map(({ name }) => name)))];
const today = new Date().toISOString().slice(0, 10);

const help = `npm run test:host -- [options]

Tries what takes more of a machine than Node, npm and nats-server, as far as this machine has it: lists what the checks
need and whether it is here, runs those that have all of it, and names the others. Ends with 1 if one fails.

  --only CHECKS      joined by commas: these alone (${checks.map(({ name }) => name).join(', ')})
  --require NEEDS    joined by commas: ends with 1 also where one of them is missing (${needs.join(', ')})
  --transcript FILE  what it tells goes there as well (tests/host/transcripts/${today}.txt)
  --help             print this
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    require: { type: 'string', default: '' },
    transcript: { type: 'string', default: `tests/host/transcripts/${today}.txt` },
    help: { type: 'boolean', default: false },
  },
});

async function run(): Promise<number> {
  const names = checks.map(({ name }) => name);
  const wanted = namesIn('only', names);
  const required = namesIn('require', needs);
  if (wanted === null || required === null) return 2;
  const chosen = checks.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const { tell, save } = new Transcript();
  tell(`npm run test:host, ${today}, commit ${commit()}`);
  tell(`${process.platform} ${process.arch}, Node ${process.version}, ${cpus().length} cores\n`);
  const { failed, missing } = await runChecks(chosen, tell);
  await save(values.transcript);
  return failed.length > 0 || required.some((name) => missing.includes(name)) ? 1 : 0;
}

/** The names in a flag; null where one is not known, which is said. */
function namesIn(flag: 'only' | 'require', known: readonly string[]): string[] | null {
  const given = values[flag].split(',').filter(Boolean);
  const unknown = given.filter((name) => !known.includes(name));
  if (unknown.length === 0) return given;
  console.error(`--${flag}: there is no ${unknown.join(', ')}; there are ${known.join(', ')}`);
  return null;
}

const git = (...args: string[]): string =>
  execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

function commit(): string {
  try {
    const changed = git('status', '--porcelain', '--', 'packages', 'apps', 'tests') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`;
  } catch {
    return 'unknown';
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
if (values.help) process.stdout.write(help);
else process.exitCode = await run();
