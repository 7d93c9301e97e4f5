import { signalFamily } from '@ram-sweep/testkit';
import type { Sandbox } from '../tests/program/sandbox.js';

const targets = [
  'worker',
  'all-workers',
  'coordinator',
  'supervisor',
  'start',
  'nats-server',
  'postgres',
] as const;
export type Target = (typeof targets)[number];
const acts = ['kill', 'pause'] as const;

/** `kill`: SIGKILL. `pause`: SIGSTOP, and SIGCONT when every lease has long run out. */
export interface Fault {
  readonly act: (typeof acts)[number];
  readonly target: Target;
}

export const faults: readonly Fault[] = acts.flatMap((act) => targets.map((target) => ({ act, target })));

export const nameOf = ({ act, target }: Fault): string => `${act} ${target}`;

/** The processes that a fault hits; none if there are none now. `front`: the command that shows the sweep. */
export async function processesOf(
  target: Target,
  sandbox: Sandbox,
  pick: (pids: readonly number[]) => number | undefined,
  front: number | undefined,
): Promise<number[]> {
  const find: Readonly<Record<Target, () => Promise<(number | undefined)[]>>> = {
    worker: async () => [pick(await sandbox.pids('worker'))],
    'all-workers': () => sandbox.pids('worker'),
    coordinator: () => sandbox.pids('coordinator'),
    supervisor: () => sandbox.pids('supervise'),
    start: async () => [front],
    'nats-server': () => sandbox.serverPids('nats-server'),
    postgres: () => sandbox.serverPids('postgres'),
  };
  return (await find[target]()).filter((pid) => pid !== undefined);
}

/** Sends a signal; SIGSTOP and SIGCONT also to the children of Postgres, which are the server in truth. */
export async function send(signal: NodeJS.Signals, target: Target, pids: readonly number[]): Promise<void> {
  for (const pid of pids) {
    if (target === 'postgres' && signal !== 'SIGKILL') await signalFamily(pid, signal);
    else signalOne(pid, signal);
  }
}

function signalOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself a moment ago.
  }
}
