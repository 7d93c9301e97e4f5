import { Command } from 'commander';
import { connectBus, CoordinatorAbsentError } from '@ram-sweep/bus';
import { PROTOCOL_VERSION } from '@ram-sweep/protocol';
import type { StudySummary } from '@ram-sweep/store/read';
import { CommandError } from '../../errors.js';
import { runningServers, withReader } from '../../servers.js';
import { readSettings, withServerFlags, type Settings } from '../../settings.js';
import { requireEnd } from '../../supervisor/end-of-sweep.js';
import { findRunningSweep, logFileOf, type RunningSweep } from '../../supervisor/sweep-file.js';
import { examples, parseTrial } from '../options/arguments.js';
import { requireStudy } from '../../studies/require-study.js';
import { propose } from '../../print/propose.js';

const ANSWER_TIMEOUT_MS = 10_000;

export function stopCommand(): Command {
  const command = new Command('stop')
    .description('end a sweep in good order, or one trial of it; `resume` goes on')
    .argument('[study]', 'name of the study (default: the newest)')
    .option('--trial <number>', 'cancel only this trial', parseTrial)
    .addHelpText('after', examples('ram-sweep stop', 'ram-sweep stop mnist-28', 'ram-sweep stop --trial 7'));
  return withServerFlags(command, 'home', 'database', 'nats').action(
    async (name: string | undefined, flags: { trial?: number }) => {
      const settings = readSettings(command);
      const study = await withReader(settings, (reader) => requireStudy(reader, name));
      const sweep = await findRunningSweep(settings.home, study.name);
      const target = { settings, study, sweep };
      if (flags.trial === undefined) await stopStudy(target);
      else console.log(await ask(target, { kind: 'stop-trial', trial: flags.trial }));
    },
  );
}

/** A study, and its sweep where it runs on this machine. */
interface Target {
  readonly settings: Settings;
  readonly study: Pick<StudySummary, 'id' | 'name'>;
  readonly sweep: RunningSweep | null;
}

async function stopStudy(target: Target): Promise<void> {
  const { settings, study, sweep } = target;
  console.log(await ask(target, { kind: 'stop-study' }));
  if (sweep) await requireEnd(settings.home, sweep);
  const ended = sweep ? 'is stopped' : 'ends on the machine that runs it';
  console.log(`study ${study.name} ${ended}; go on with: ${propose(`resume ${study.name}`)}`);
}

type Request = { kind: 'stop-study' } | { kind: 'stop-trial'; trial: number };

async function ask(target: Target, request: Request): Promise<string> {
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
