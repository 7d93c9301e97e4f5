import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { connectBus, CoordinatorAbsentError } from '@ram-sweep/bus';
import { PROTOCOL_VERSION, type Command as SweepCommand } from '@ram-sweep/protocol';
import { CommandError, exitCodes } from '../errors.js';
import { runningServers, withReader } from '../servers.js';
import { readSettings, withServerFlags, type Settings } from '../settings.js';
import { findRunningSweep } from '../supervisor/sweep-file.js';
import { examples, parseTrial } from './arguments.js';
import { requireStudy } from '../require-study.js';

const PATIENCE_MS = 60_000;

export function stopCommand(): Command {
  const command = new Command('stop')
    .description('end a sweep in good order, or one trial of it; `resume` goes on')
    .argument('[study]', 'name of the study (default: the newest)')
    .option('--trial <number>', 'cancel only this trial', parseTrial)
    .addHelpText('after', examples('ram-sweep stop', 'ram-sweep stop mnist-28', 'ram-sweep stop --trial 7'));
  return withServerFlags(command).action(async (name: string | undefined, flags: { trial?: number }) => {
    const settings = readSettings(command);
    const study = await withReader(settings, (reader) => requireStudy(reader, name));
    const version = PROTOCOL_VERSION;
    if (flags.trial !== undefined) {
      console.log(await ask(settings, { version, kind: 'stop-trial', study: study.id, trial: flags.trial }));
      return;
    }
    console.log(await ask(settings, { version, kind: 'stop-study', study: study.id }));
    await waitUntilGone(settings, study.name);
    console.log(`study ${study.name} is stopped; go on with: ram-sweep resume ${study.name}`);
  });
}

async function ask(settings: Settings, request: SweepCommand): Promise<string> {
  const bus = await connectBus((await runningServers(settings)).commandBus);
  try {
    const reply = await bus.commands.request(request, { timeoutMs: 10_000 });
    if (!reply.ok) throw new CommandError(reply.message, exitCodes.failure);
    return reply.message;
  } catch (error) {
    if (!(error instanceof CoordinatorAbsentError)) throw error;
    throw new CommandError('the study is not running', exitCodes.notFound, 'see `ram-sweep studies`', {
      cause: error,
    });
  } finally {
    await bus.close();
  }
}

async function waitUntilGone(settings: Settings, study: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while ((await findRunningSweep(settings.home, study)) && performance.now() < deadline) await sleep(200);
}
