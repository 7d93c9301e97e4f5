import { Command, CommanderError } from 'commander';
import { readEnvironment } from './environment.js';
import { CommandError, exitCodeOf, exitCodes } from './errors.js';
import { examples } from './commands/options/arguments.js';
import { VERSION } from './version.js';

type Load = () => Promise<Command>;

/** Commands in the order of the help. Each is loaded when it is asked for: a query need not load what trains. */
const commands: ReadonlyMap<string, Load> = new Map<string, Load>([
  ['start', async () => (await import('./commands/sweep/start.js')).startCommand()],
  ['watch', async () => (await import('./commands/sweep/watch.js')).watchCommand()],
  ['best', async () => (await import('./commands/results/best.js')).bestCommand()],
  ['studies', async () => (await import('./commands/results/studies.js')).studiesCommand()],
  ['trials', async () => (await import('./commands/results/trials.js')).trialsCommand()],
  ['show', async () => (await import('./commands/results/show.js')).showCommand()],
  ['resume', async () => (await import('./commands/sweep/resume.js')).resumeCommand()],
  ['test', async () => (await import('./commands/results/test.js')).testCommand()],
  ['report', async () => (await import('./commands/results/report.js')).reportCommand()],
  ['glimpses', async () => (await import('./commands/results/glimpses.js')).glimpsesCommand()],
  ['pause', async () => (await import('./commands/sweep/pause.js')).pauseCommand()],
  ['stop', async () => (await import('./commands/sweep/stop.js')).stopCommand()],
  ['export', async () => (await import('./commands/results/export.js')).exportCommand()],
  ['delete', async () => (await import('./commands/results/delete.js')).deleteCommand()],
  ['worker', async () => (await import('./commands/sweep/worker.js')).workerCommand()],
  ['data', async () => (await import('./commands/machine/data.js')).dataCommand()],
  ['doctor', async () => (await import('./commands/machine/doctor.js')).doctorCommand()],
  ['down', async () => (await import('./commands/machine/down.js')).downCommand()],
]);

/** Commands that are not for people: they are in no help. */
const internal: ReadonlyMap<string, Load> = new Map<string, Load>([
  ['supervise', async () => (await import('./commands/sweep/supervise.js')).superviseCommand()],
  ['trace', async () => (await import('./commands/results/trace.js')).traceCommand()],
]);

/** Runs one command line. Returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  endWhenNobodyReads(process.stdout);
  endWhenNobodyReads(process.stderr);
  try {
    await (await program(argv[2])).parseAsync([...argv]);
    return Number(process.exitCode ?? exitCodes.ok);
  } catch (error) {
    return explain(error);
  }
}

/**
 * `ram-sweep trials | head` closes the pipe when it has enough, and a terminal closes with its window (EIO). Neither is a
 * failure: a sweep has processes of its own.
 */
function endWhenNobodyReads(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    process.exit();
  });
}

async function program(asked: string | undefined): Promise<Command> {
  const root = new Command('ram-sweep')
    .description('Distributed hyperparameter search for the Recurrent Attention Model')
    .version(VERSION)
    .showHelpAfterError('(see --help)')
    .exitOverride()
    .addHelpText(
      'after',
      `${examples('ram-sweep start studies/quickstart.yaml', 'ram-sweep watch', 'ram-sweep best --json')}${EXIT_CODES}`,
    );
  const hidden = asked === undefined ? undefined : internal.get(asked);
  if (hidden) return root.addCommand(await hidden());
  const only = asked === undefined ? undefined : commands.get(asked);
  const loads = only ? [only] : asked === '--version' || asked === '-V' ? [] : [...commands.values()];
  for (const load of loads) root.addCommand((await load()).exitOverride());
  return root;
}

const EXIT_CODES = `

Exit codes: 0 done, 1 failure, 2 wrong flag or study file, 3 not found, 4 a server or engine is unavailable,
5 stopped before the end, 130 interrupted.`;

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  const known = error instanceof Error;
  console.error(`ram-sweep: ${known ? error.message : String(error)}`);
  if (error instanceof CommandError) {
    if (error.hint) console.error(`  ${error.hint}`);
  } else if (readEnvironment().debug && known) {
    console.error(error.stack);
  }
  return exitCodeOf(error);
}
