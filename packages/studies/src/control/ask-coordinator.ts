import { setTimeout as sleep } from 'node:timers/promises';
import { connectBus, CoordinatorAbsentError, type Bus } from '@ram-sweep/bus';
import { PROTOCOL_VERSION, type Command } from '@ram-sweep/protocol';
import type { StudySummary } from '@ram-sweep/store/read';
import { StudiesError } from '../errors.js';
import { findRunningSweep, logFileOf, type RunningSweep } from '../drive/sweep-file.js';
import { runningServers, type Place } from '../servers.js';

const ANSWER_TIMEOUT_MS = 10_000;
/** A supervisor that was started a moment ago has its coordinator listen well before. */
const START_PATIENCE_MS = 15_000;
const RETRY_MS = 200;

/** A study, and its sweep where it runs on this machine. */
export interface Target {
  readonly settings: Place;
  readonly study: Pick<StudySummary, 'id' | 'name'>;
  readonly sweep: RunningSweep | null;
}

type Request =
  | { readonly kind: 'stop-study' | 'pause-study' | 'resume-study' }
  | { readonly kind: 'stop-trial'; readonly trial: number };

/**
 * Asks the coordinator of a study, and returns what it says. Where nobody listens yet, it is asked again for as long as its
 * supervisor lives on this machine, for up to `patienceMs` (15 s). Throws a StudiesError where it refuses, does not answer,
 * or is not there.
 */
export async function askCoordinator(
  target: Target,
  request: Request,
  patienceMs = START_PATIENCE_MS,
): Promise<string> {
  const bus = await connectBus((await runningServers(target.settings)).commandBus);
  try {
    const command = { version: PROTOCOL_VERSION, study: target.study.id, ...request } as const;
    const reply = await askUntilHeard(bus, target, command, performance.now() + patienceMs);
    if (!reply.ok) throw new StudiesError(reply.message, 'failure');
    return reply.message;
  } finally {
    await bus.close();
  }
}

/** Only what nobody heard is asked again: one that was heard may have been obeyed. */
async function askUntilHeard(bus: Bus, target: Target, command: Command, deadline: number) {
  for (;;) {
    try {
      return await bus.commands.request(command, { timeoutMs: ANSWER_TIMEOUT_MS });
    } catch (error) {
      if (!(error instanceof CoordinatorAbsentError)) throw error;
      const sweep = await findRunningSweep(target.settings.home, target.study.name);
      const mayStart = error.reason === 'no-responders' && sweep !== null && performance.now() < deadline;
      if (!mayStart) throw unanswered({ ...target, sweep }, command.kind, error);
      await sleep(RETRY_MS);
    }
  }
}

/** It is not running where a server knows of nobody who listens, and no supervisor here starts a coordinator. */
function unanswered(target: Target, asked: Command['kind'], cause: CoordinatorAbsentError): StudiesError {
  const { settings, study, sweep } = target;
  const isAbsent = cause.reason === 'no-responders';
  if (isAbsent && !sweep) return notRunning(study.name, cause);
  const where = sweep
    ? `; its supervisor is process ${sweep.pid}, its log ${logFileOf(settings.home, study.name)}`
    : '';
  return isAbsent
    ? new StudiesError(
        `the coordinator of study ${study.name} has not started yet`,
        'unavailable',
        `try again later${where}`,
        { cause },
      )
    : new StudiesError(
        `no response from study ${study.name}'s coordinator: ${cause.message}`,
        'unavailable',
        `it may have been told to ${asked.split('-')[0]!} nevertheless: look with \`ram-sweep studies\`, and try again${where}`,
        { cause },
      );
}

function notRunning(name: string, cause: CoordinatorAbsentError): StudiesError {
  const hint = `see \`ram-sweep studies\``;
  return new StudiesError(`study ${name} is not running`, 'not-found', hint, { cause });
}
