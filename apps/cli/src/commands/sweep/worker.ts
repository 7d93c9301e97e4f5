import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { stderrLog } from '@ram-sweep/log';
import { findServices } from '@ram-sweep/services';
import type { EngineChoice } from '@ram-sweep/engines';
import { isReady } from '@ram-sweep/worker/heartbeat-file';
import { CUT_OFF_MINUTES, LONGEST_IDLE_SECONDS, MOST_SLOTS } from '@ram-sweep/worker/limits';
import { badUsage, CommandError, exitCodes } from '../../errors.js';
import { tokenBus } from '../../joining/token-bus.js';
import { busOptions } from '@ram-sweep/studies/servers';
import { readSettings, withServerFlags, type Settings } from '../../settings.js';
import { withProcessFile } from '../../supervisor/process-files.js';
import { leaveWhenNobodyReads } from '../../terminal/nobody-reads.js';
import { countUpTo, dataDirOption, examples } from '../options/arguments.js';
import { engineOption } from '../options/engine-option.js';
import { parseThreads } from '../options/parse-threads.js';

interface WorkerFlags {
  threads?: number;
  engine: EngineChoice;
  dataDir?: string;
  exitWhenIdle?: number;
  heartbeatFile?: string;
  isReady?: boolean;
}

export function workerCommand(): Command {
  const command = new Command('worker')
    .description('join a sweep from this machine: take trials from a NATS server and train them')
    .option('--threads <count>', 'trials at once (default: the number of cores)', parseThreads)
    .addOption(engineOption())
    .addOption(dataDirOption())
    .option(
      '--exit-when-idle <seconds>',
      `end when there has been nothing to train for this long; with exit code 4 when no server could be reached for ${CUT_OFF_MINUTES} minutes, or this long if that is longer`,
      countUpTo(LONGEST_IDLE_SECONDS),
    )
    .option(
      '--heartbeat-file <file>',
      'write this file whenever the NATS server has read a heartbeat (RAM_SWEEP_HEARTBEAT_FILE)',
    )
    .option(
      '--is-ready',
      'train nothing: exit code 0 if the heartbeat file was written in the last 10 s, otherwise 1',
    )
    .addHelpText(
      'after',
      examples(
        `RAM_SWEEP_JOIN='rsj1_…' ram-sweep worker    # the line that start --listen prints on the first machine`,
        'ram-sweep worker --nats nats://worker:secret@coordinator.example:4222',
        'CUDA_VISIBLE_DEVICES=1 ram-sweep worker --nats tls://nats.example --nats-creds worker.creds --threads 1',
        'srun ram-sweep worker --exit-when-idle 300',
      ),
    );
  return withServerFlags(command, 'home', 'nats').action(async (flags: WorkerFlags) => {
    const settings = readSettings(command);
    const heartbeatFile = flags.heartbeatFile ?? settings.heartbeatFile;
    if (flags.isReady) return answerWhetherReady(heartbeatFile);
    await work(settings, { ...flags, ...(heartbeatFile ? { heartbeatFile } : {}) });
  });
}

/** For a probe, which asks every few seconds: nothing that trains is loaded. */
async function answerWhetherReady(heartbeatFile: string | undefined): Promise<void> {
  if (heartbeatFile === undefined)
    throw badUsage('there is no heartbeat file to look at', 'name it with --heartbeat-file');
  if (!(await isReady(heartbeatFile))) process.exitCode = exitCodes.failure;
}

async function work(settings: Settings, flags: WorkerFlags): Promise<void> {
  if (settings.join && settings.nats) throw twoServers();
  const joined = settings.join ? tokenBus(settings.join) : null;
  const embedded = joined || settings.nats ? null : await findServices(settings.home);
  if (!joined && !settings.nats && !embedded) {
    throw new CommandError(
      'no NATS server is known',
      'unavailable',
      'set RAM_SWEEP_JOIN to a token of another machine, name a server with --nats URL, or start a sweep here first',
    );
  }
  const { LeftEarlyError, leaveOnSignal, runWorker } = await import('@ram-sweep/worker');
  const dataDir = flags.dataDir ?? settings.dataDir;
  const leave = leaveOnSignal({ isImpatient: true });
  leaveWhenNobodyReads(leave.ask);
  const options = {
    bus: joined ?? busOptions(settings, embedded, 'worker'),
    slots: flags.threads ?? Math.min(availableParallelism(), MOST_SLOTS),
    engine: flags.engine,
    cacheDir: settings.cacheDir,
    ...(dataDir ? { dataDir } : {}),
    ...(flags.exitWhenIdle ? endsWhenIdle(flags.exitWhenIdle) : {}),
    ...(flags.heartbeatFile ? { heartbeatFile: flags.heartbeatFile } : {}),
  };
  const log = stderrLog('worker');
  const train = () => runWorker(options, log, leave);
  try {
    // `down` ends it with the servers of this home, if it uses those.
    await (embedded ? withProcessFile(settings.home, 'worker', train) : train());
  } catch (error) {
    if (!(error instanceof LeftEarlyError)) throw error;
    log.warn(error.message);
    // What is still under way, such as a download, is not waited for.
    process.exit(error.because === 'told again' ? exitCodes.interrupted : exitCodes.unavailable);
  }
}

const endsWhenIdle = (seconds: number) => ({
  idleMs: seconds * 1_000,
  cutOffMs: Math.max(seconds, CUT_OFF_MINUTES * 60) * 1_000,
});

const twoServers = (): CommandError =>
  badUsage('RAM_SWEEP_JOIN and --nats (or RAM_SWEEP_NATS) name two servers to join', 'unset one of them');
