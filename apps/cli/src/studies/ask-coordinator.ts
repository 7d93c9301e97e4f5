import { connectBus, CoordinatorAbsentError } from '@ram-sweep/bus';
import { PROTOCOL_VERSION } from '@ram-sweep/protocol';
import type { StudySummary } from '@ram-sweep/store/read';
import { CommandError } from '../errors.js';
import { propose } from '../print/propose.js';
import { runningServers } from '../servers.js';
import type { Settings } from '../settings.js';
import { logFileOf, type RunningSweep } from '../supervisor/sweep-file.js';

const ANSWER_TIMEOUT_MS = 10_000;

/** A study, and its sweep where it runs on this machine. */
export interface Target {
  readonly settings: Settings;
  readonly study: Pick<StudySummary, 'id' | 'name'>;
  readonly sweep: RunningSweep | null;
}

type Request =
  | { readonly kind: 'stop-study' | 'pause-study' | 'resume-study' }
  | { readonly kind: 'stop-trial'; readonly trial: number };

/**
 * Asks the coordinator of a study, and returns what it says. Throws a CommandError where it refuses, does not answer, or
 * is not there.
 */
export async function askCoordinator(target: Target, request: Request): Promise<string> {
  const bus = await connectBus((await runningServers(target.settings)).commandBus);
  try {
    const command = { version: PROTOCOL_VERSION, study: target.study.id, ...request } as const;
    const reply = await bus.commands.request(command, { timeoutMs: ANSWER_TIMEOUT_MS });
    if (!reply.ok) throw new CommandError(reply.message, 'failure');
    return reply.message;
  } catch (error) {
    throw error instanceof CoordinatorAbsentError ? unanswered(target, error) : error;
  } finally {
    await bus.close();
  }
}

/** It is not running where a server knows of nobody who listens, and no supervisor here starts a coordinator again. */
function unanswered({ settings, study, sweep }: Target, cause: CoordinatorAbsentError): CommandError {
  const { name } = study;
  const isAbsent = cause.reason === 'no-responders';
  if (isAbsent && !sweep) {
    const hint = `see \`${propose('studies')}\``;
    return new CommandError(`study ${name} is not running`, 'not-found', hint, { cause });
  }
  return new CommandError(
    `nobody answers for study ${name}: ${isAbsent ? 'its coordinator is away' : cause.message}`,
    'unavailable',
    sweep
      ? `whether it was heard is unknown: try again; its supervisor is process ${sweep.pid}, its log ${logFileOf(settings.home, name)}`
      : 'whether it was heard is unknown: try again',
    { cause },
  );
}
