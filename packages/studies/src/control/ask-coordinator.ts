import { setTimeout as sleep } from 'node:timers/promises';
import { connectBus, CoordinatorAbsentError, type Bus } from '@ram-sweep/bus';
import { PROTOCOL_VERSION, type Command } from '@ram-sweep/protocol';
import { StudiesError } from '../errors.js';
import { findRunningSweep } from '../drive/sweep-file.js';
import { runningServers } from '../servers.js';
import type { Target } from './target.js';
import { isElsewhere, unanswered } from './unanswered.js';

const ANSWER_TIMEOUT_MS = 10_000;
/** A supervisor that was started a moment ago has its coordinator listen well before. */
const START_PATIENCE_MS = 15_000;
const RETRY_MS = 200;

type Request =
  | { readonly kind: 'stop-study' | 'pause-study' | 'resume-study' }
  | { readonly kind: 'stop-trial'; readonly trial: number };

/**
 * Asks the coordinator of a study, and returns what it says. Where nobody listens yet, it is asked again for as long as
 * its supervisor lives on this machine, for up to `patienceMs` (15 s). Throws a StudiesError where it refuses, does not
 * answer, or is not there.
 */
export async function askCoordinator(
  target: Target,
  request: Request,
  patienceMs = START_PATIENCE_MS,
): Promise<string> {
  const { commandBus } = await runningServers(target.settings);
  const bus = await connectBus(commandBus);
  try {
    const command = { version: PROTOCOL_VERSION, study: target.study.id, ...request } as const;
    const asked = { bus, servers: [commandBus.servers].flat(), command };
    const reply = await askUntilHeard(asked, target, performance.now() + patienceMs);
    if (!reply.ok) throw new StudiesError(reply.message, 'failure');
    return reply.message;
  } finally {
    await bus.close();
  }
}

interface Asked {
  readonly bus: Bus;
  readonly servers: readonly string[];
  readonly command: Command;
}

/** Only what nobody heard is asked again: one that was heard may have been obeyed. */
async function askUntilHeard({ bus, servers, command }: Asked, target: Target, deadline: number) {
  for (;;) {
    try {
      return await bus.commands.request(command, { timeoutMs: ANSWER_TIMEOUT_MS });
    } catch (error) {
      if (!(error instanceof CoordinatorAbsentError)) throw error;
      const sweep = await findRunningSweep(target.settings.home, target.study.name);
      const isStarting = error.reason === 'no-responders' && sweep !== null && !isElsewhere(sweep, servers);
      if (!isStarting || performance.now() >= deadline)
        throw await unanswered({ ...target, sweep }, { servers, kind: command.kind }, error);
      await sleep(RETRY_MS);
    }
  }
}
