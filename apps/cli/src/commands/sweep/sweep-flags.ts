import type { EngineChoice } from '@ram-sweep/engines';
import { Option, type Command } from 'commander';
import {
  dataDirOption,
  parseLease,
  parseReplicas,
  parseWorkers,
  type Replicas,
} from '../options/arguments.js';
import { engineOption } from '../options/engine-option.js';
import { listenOption, type ListenWish } from '../options/listen-option.js';
import { withNotifyFlags, type NotifyFlag } from '../options/notify-option.js';
import { parseThreads } from '../options/parse-threads.js';

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
