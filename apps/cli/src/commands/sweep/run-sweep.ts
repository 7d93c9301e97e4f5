import {
  activityEnd,
  findStudySummary,
  openReader,
  readFailures,
  type ActivityEnd,
  type StudySummary,
} from '@ram-sweep/store/read';
import { connectBus, type BusOptions } from '@ram-sweep/bus';
import type { StudySpec } from '@ram-sweep/protocol';
import type { EngineChoice } from '@ram-sweep/engines';
import { Option, type Command } from 'commander';
import { badUsage, CommandError, exitCodes } from '../../errors.js';
import { follow, type Followed } from '../../follow/follow.js';
import { openImages } from '../../models/image-sets.js';
import { imagesFolder, rememberImagesFolder } from '../../models/images-folder.js';
import { onInterrupt } from '../../follow/interrupts.js';
import { chooseTargets } from '../../notifications/choose-targets.js';
import { describeTargets } from '../../notifications/describe-targets.js';
import { embeddedServices, readFrom, type Servers } from '../../servers.js';
import type { Settings } from '../../settings.js';
import { capacityWarnings, requireCapacity, type ImageCounts } from '../../supervisor/capacity.js';
import { planWorkers } from '../../supervisor/devices.js';
import { launch, type LaunchedSweep } from '../../supervisor/launch.js';
import type { SweepPlan } from '../../supervisor/plan.js';
import {
  findRunningSweep,
  makeSweepFolders,
  runsAlready,
  waitForSweep,
} from '../../supervisor/sweep-file.js';
import { listenOption, type ListenWish } from '../options/listen-option.js';
import {
  dataDirOption,
  parseLease,
  parseReplicas,
  parseWorkers,
  type Replicas,
} from '../options/arguments.js';
import { engineOption } from '../options/engine-option.js';
import { withNotifyFlags, type NotifyFlag } from '../options/notify-option.js';
import { parseThreads } from '../options/parse-threads.js';
import { endCode } from '../../studies/end-code.js';
import { describeSharing } from '../../studies/shared-workers.js';
import { findWinner, readProvenance } from '@ram-sweep/results';
import { endScreen } from '../../print/end-screen.js';
import { describeFruitless, explainFailures, isFruitless } from '../../print/failures.js';
import { fileLink } from '../../print/hyperlink.js';
import { propose } from '../../print/command/propose.js';

/** Flags of the commands that run a sweep: start and resume. */
export interface SweepFlags {
  workers?: number;
  threads?: number;
  device: string;
  engine: EngineChoice;
  dataDir?: string;
  lease: number;
  notify?: NotifyFlag;
  listen?: ListenWish;
  oversubscribe?: boolean;
  natsReplicas?: Replicas;
  plain?: boolean;
  detach?: boolean;
}

/** Worker processes of one machine. */
export function withSweepFlags(command: Command): Command {
  return withNotifyFlags(command)
    .option(
      '--workers <count>',
      'worker processes (default: one per GPU, otherwise 1; 0 leaves all trials to workers that join)',
      parseWorkers,
    )
    .option(
      '--threads <count>',
      'trials at once in each worker (default: the cores, shared among the workers)',
      parseThreads,
    )
    .addOption(new Option('--device <device>', 'auto, cpu, gpu, or gpu:0,1').default('auto'))
    .addOption(engineOption())
    .addOption(dataDirOption())
    .option(
      '--lease <seconds>',
      'a trial whose worker has been silent for this long goes to another; 2 or more, 6 with `ram-sweep worker`',
      parseLease,
      10,
    )
    .addOption(listenOption())
    .option(
      '--nats-replicas <count>',
      'copies of each stream on your own NATS cluster: 1, 3 or 5 (default: as they are, 1 where there is none)',
      parseReplicas,
    )
    .option(
      '--oversubscribe',
      'start more workers and threads than cores or memory suggest, without a warning',
    )
    .option('--plain', 'plain lines instead of the dashboard')
    .option('--detach', 'start it in the background and return');
}

type StudyId = Pick<StudySummary, 'id' | 'name'>;

/** How to sweep any study on its data set: `start` knows before it makes one. */
export type PlannedSweep = Omit<SweepPlan, 'study'>;

/**
 * Looks at all that a sweep of the study needs, and plans it. Throws a CommandError where it is already running, its
 * data is missing or damaged, a server refuses us, or a flag asks for what the machine does not have. Nothing was
 * started or changed by then.
 */
export async function planSweep(
  settings: Settings,
  servers: Servers,
  { name, dataset }: Pick<StudySpec, 'name' | 'dataset'>,
  flags: SweepFlags,
): Promise<PlannedSweep> {
  const running = await findRunningSweep(settings.home, name);
  if (running) throw runsAlready(name, running.pid);
  await makeSweepFolders(settings.home);
  const notify = await chooseTargets(settings, flags.notify);
  const dataDir = await imagesFolder(settings, name, flags.dataDir);
  if (dataDir !== (flags.dataDir ?? settings.dataDir) && dataset.name !== 'glyphs')
    console.error(
      `images from ${dataDir}, where study ${name} had them when it last ran here; --data-dir names another folder`,
    );
  const workers = await planWorkers(flags);
  // Better to learn here that the data is missing or damaged than from every trial. Workers that join have their own.
  if (flags.workers !== 0) {
    const { train, test } = await openImages(dataset, settings, dataDir);
    if (!flags.oversubscribe) checkCapacity(workers, { train: train.count, test: test.count });
  }
  const coordinatorBus = withReplicas(settings, servers, flags.natsReplicas);
  await tryNats([coordinatorBus, servers.workerBus]);
  const options = embeddedServices(settings);
  return {
    home: settings.home,
    databaseUrl: servers.databaseUrl,
    coordinatorBus,
    workerBus: servers.workerBus,
    workers,
    cacheDir: settings.cacheDir,
    leaseMs: flags.lease * 1000,
    notify,
    services: options && servers.embedded && { options, known: servers.embedded },
    ...(dataDir ? { dataDir } : {}),
  };
}

/** Whether all that is left to do is said: a sweep that runs takes workers on other machines from now on, or not any more. */
export async function wasOnlyToListen(
  { home }: Settings,
  { name }: Pick<StudySpec, 'name'>,
  { listen }: SweepFlags,
): Promise<boolean> {
  const running = listen === undefined ? null : await findRunningSweep(home, name);
  if (running === null) return false;
  console.log(`study ${name} continues (pid ${running.pid}); follow it with \`${propose(`watch ${name}`)}\``);
  return true;
}

function checkCapacity(workers: PlannedSweep['workers'], images: ImageCounts): void {
  requireCapacity(workers, images);
  for (const warning of capacityWarnings(workers, images)) console.error(`warning: ${warning}`);
}

/** Runs the processes of a study and shows it, to its end or until the person stops it or leaves. */
export async function runSweep(
  plan: PlannedSweep,
  servers: Servers,
  study: StudyId,
  flags: SweepFlags,
): Promise<number> {
  if (plan.dataDir !== undefined) await rememberImagesFolder(plan.home, study.name, plan.dataDir);
  const { since, sharing } = await lookAround(servers, study);
  if (sharing !== null) console.error(`note: ${sharing}`);
  if (plan.notify.targets.length > 0)
    console.log(`notifications go to ${describeTargets(plan.notify.targets)}`);
  const sweep = launch({ ...plan, study: { id: study.id, name: study.name } });
  if (flags.detach) {
    // From then on `stop` and `pause` find it.
    await Promise.race([sweep.ended, waitForSweep(plan.home, study.name)]);
    sweep.leave();
    sayFarewell(study, `runs in the background; its log is ${fileLink(sweep.logFile, process.stdout)}`);
    return exitCodes.ok;
  }
  return accompany(sweep, servers, study, {
    plain: flags.plain ?? false,
    images: plan,
    home: plan.home,
    since,
  });
}

/** What happened before the sweep, which is not told again, and who else uses its servers. */
const lookAround = (
  servers: Servers,
  study: StudyId,
): Promise<{ readonly since: ActivityEnd; readonly sharing: string | null }> =>
  readFrom(servers, async (reader) => ({
    since: await activityEnd(reader, study.id),
    sharing: await describeSharing(reader, study),
  }));

function sayFarewell({ name }: StudyId, how: string): void {
  console.log(`study ${name} ${how}`);
  console.log(`  follow it   ${propose(`watch ${name}`)}\n  end it      ${propose(`stop ${name}`)}`);
}

/** A wrong address, password or certificate is told here. The processes behind would wait for it to be mended. */
async function tryNats(connections: readonly BusOptions[]): Promise<void> {
  for (const options of connections) await (await connectBus(options)).close();
}

/** Throws a CommandError for several copies on the embedded server, which is a single one. */
function withReplicas(
  { nats }: Settings,
  { coordinatorBus }: Servers,
  replicas: Replicas | undefined,
): BusOptions {
  if (replicas === undefined) return coordinatorBus;
  if (nats !== undefined || replicas === 1) return { ...coordinatorBus, replicas };
  throw badUsage(
    `--nats-replicas ${replicas}: the embedded nats-server is a single one`,
    'leave it out, or name the servers of your own cluster with --nats',
  );
}

async function accompany(
  sweep: LaunchedSweep,
  servers: Servers,
  study: StudyId,
  { home, plain, images, since }: Pick<Followed, 'plain' | 'images' | 'since'> & { readonly home: string },
): Promise<number> {
  const over = new AbortController();
  let interrupted = false;
  const ended = sweep.ended.then((code) => {
    over.abort();
    return code;
  });
  const stop = (): void => {
    interrupted = true;
    console.error(
      'stopping: running trials are checkpointed and go back to the queue (Ctrl-C again to force)',
    );
    sweep.stop();
  };
  const { interrupt, restore } = onInterrupt(stop, () => sweep.kill());
  try {
    const exit = await follow({
      study,
      // Its supervisor is on this machine, wherever the servers are.
      place: { home, database: undefined },
      images,
      servers,
      logFile: sweep.logFile,
      ended: over.signal,
      plain,
      drives: true,
      since,
    });
    if (exit === 'left') {
      sweep.leave();
      sayFarewell(study, 'continues in the background');
      return exitCodes.ok;
    }
    if (exit === 'interrupted') interrupt();
    const code = await ended;
    if (code === exitCodes.failure) await requireNoOther(home, study);
    return await report(code, sweep, servers, study, interrupted);
  } finally {
    restore();
  }
}

/** Of two that were started at once the other one runs: throws as the later of two does. */
async function requireNoOther(home: string, { name }: StudyId): Promise<void> {
  const other = await findRunningSweep(home, name);
  if (other) throw runsAlready(name, other.pid);
}

async function report(
  code: number,
  sweep: LaunchedSweep,
  servers: Servers,
  study: StudyId,
  interrupted: boolean,
): Promise<number> {
  if (code === exitCodes.ok) {
    return printOutcome(servers, study, sweep.logFile);
  }
  if (code === exitCodes.stopped || interrupted) {
    console.log(`study ${study.name} is stopped; continue with: ${propose(`resume ${study.name}`)}`);
    return interrupted ? exitCodes.interrupted : exitCodes.stopped;
  }
  throw new CommandError(
    `the sweep of study ${study.name} ended with exit code ${code}; the end of its log:\n${sweep.logTail(15)}`,
    code === exitCodes.unavailable ? 'unavailable' : 'failure',
    `the whole log is ${sweep.logFile}; continue with \`${propose(`resume ${study.name}`)}\``,
  );
}

/**
 * What a person wants to know when a study is complete, and how to ask again. Returns the exit code, which is that of a
 * failure where trials failed and none ended otherwise. `logFile`: of its sweep.
 */
export async function printOutcome(servers: Servers, study: StudyId, logFile: string): Promise<number> {
  const reader = await openReader({ url: servers.readerUrl, name: 'ram-sweep' });
  try {
    const summary = await findStudySummary(reader, study.id);
    if (!summary) return exitCodes.ok;
    const failures = await readFailures(reader, summary.id);
    if (isFruitless(summary)) {
      console.log(`\n${describeFruitless(summary, failures, logFile)}`);
      return endCode(summary);
    }
    const winner = await findWinner(reader, summary.id);
    const provenance = await readProvenance(reader, summary.id);
    process.stdout.write(endScreen({ study: summary, winner, provenance, failures }));
    if (failures.length > 0) console.log(`\n${explainFailures(summary, failures).join('\n')}`);
    return endCode(summary);
  } finally {
    await reader.close();
  }
}
