import { Command, CommanderError } from 'commander';
import { readEnvironment } from './environment.js';
import { CommandError, exitCodes } from './errors.js';
import { bestCommand } from './commands/best.js';
import { dataCommand } from './commands/data.js';
import { doctorCommand } from './commands/doctor.js';
import { downCommand } from './commands/down.js';
import { exportCommand } from './commands/export.js';
import { resumeCommand } from './commands/resume.js';
import { showCommand } from './commands/show.js';
import { startCommand } from './commands/start.js';
import { stopCommand } from './commands/stop.js';
import { superviseCommand } from './commands/supervise.js';
import { testCommand } from './commands/test.js';
import { trialsCommand } from './commands/trials.js';
import { watchCommand } from './commands/watch.js';
import { workerCommand } from './commands/worker.js';
import { examples } from './commands/arguments.js';

/** Runs one command line. Returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    await program().parseAsync([...argv]);
    return Number(process.exitCode ?? exitCodes.ok);
  } catch (error) {
    return explain(error);
  }
}

function program(): Command {
  const commands = [
    startCommand(),
    watchCommand(),
    bestCommand(),
    trialsCommand(),
    showCommand(),
    resumeCommand(),
    testCommand(),
    stopCommand(),
    exportCommand(),
    workerCommand(),
    dataCommand(),
    doctorCommand(),
    downCommand(),
  ];
  const root = new Command('ram-sweep')
    .description('Distributed hyperparameter search for the Recurrent Attention Model')
    .version('0.1.0')
    .showHelpAfterError('(see --help)')
    .exitOverride()
    .addHelpText(
      'after',
      `${examples('ram-sweep start studies/quickstart.yaml', 'ram-sweep watch', 'ram-sweep best --json')}\n\nExit codes: 0 done, 1 failure, 2 wrong flag or study file, 3 not found, 4 a server or engine is unavailable,\n5 stopped before the end, 130 interrupted.`,
    );
  for (const command of commands) root.addCommand(command.exitOverride());
  return root.addCommand(superviseCommand(), { hidden: true });
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  const known = error instanceof Error;
  console.error(`ram-sweep: ${known ? error.message : String(error)}`);
  if (error instanceof CommandError) {
    if (error.hint) console.error(`  ${error.hint}`);
    return error.exitCode;
  }
  if (readEnvironment().debug && known) console.error(error.stack);
  return exitCodeOf(error);
}

/** Errors of the packages carry what they are; they need no class of ours. */
function exitCodeOf(error: unknown): number {
  const name = error instanceof Error ? error.name : '';
  if (name === 'StudyFileError' || name === 'ZodError') return exitCodes.usage;
  const unavailable = [
    'StoreUnavailableError',
    'BusUnavailableError',
    'NatsServerNotFoundError',
    'EngineUnavailableError',
  ];
  return unavailable.includes(name) ? exitCodes.unavailable : exitCodes.failure;
}
