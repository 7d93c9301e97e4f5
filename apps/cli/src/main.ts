import { Command } from 'commander';
import { requireKnownWords, withoutHelp } from './beside-help.js';
import { forgetNativeDriver, readEnvironment } from './environment.js';
import { exitCodes } from './errors.js';
import { helpInThisShell } from './print/command/in-this-shell.js';
import { explain } from './print/explain.js';
import { examples } from './commands/options/arguments.js';
import { refuseEmpty } from './commands/options/refuse-empty.js';
import { endAtOnceWhenTold, isService } from './service-end.js';
import { endWhenNobodyReads } from './terminal/nobody-reads.js';
import { VERSION } from './version.js';

type Load = () => Promise<Command>;

/** Commands in the order of the help. Each is loaded when it is asked for: a query need not load what trains. */
const commands: ReadonlyMap<string, Load> = new Map<string, Load>([
  ['init', async () => (await import('./commands/study-file/init.js')).initCommand()],
  ['validate', async () => (await import('./commands/study-file/validate.js')).validateCommand()],
  ['start', async () => (await import('./commands/sweep/start.js')).startCommand()],
  ['watch', async () => (await import('./commands/sweep/watch.js')).watchCommand()],
  ['logs', async () => (await import('./commands/sweep/logs.js')).logsCommand()],
  ['best', async () => (await import('./commands/results/best.js')).bestCommand()],
  ['studies', async () => (await import('./commands/results/studies.js')).studiesCommand()],
  ['trials', async () => (await import('./commands/results/trials.js')).trialsCommand()],
  ['show', async () => (await import('./commands/results/show.js')).showCommand()],
  ['resume', async () => (await import('./commands/sweep/resume.js')).resumeCommand()],
  ['test', async () => (await import('./commands/results/test.js')).testCommand()],
  ['report', async () => (await import('./commands/results/report.js')).reportCommand()],
  ['serve', async () => (await import('./commands/results/serve.js')).serveCommand()],
  ['glimpses', async () => (await import('./commands/results/glimpses.js')).glimpsesCommand()],
  ['pause', async () => (await import('./commands/sweep/pause.js')).pauseCommand()],
  ['stop', async () => (await import('./commands/sweep/stop.js')).stopCommand()],
  ['export', async () => (await import('./commands/results/export.js')).exportCommand()],
  ['delete', async () => (await import('./commands/results/delete.js')).deleteCommand()],
  ['worker', async () => (await import('./commands/sweep/worker.js')).workerCommand()],
  ['notify', async () => (await import('./commands/machine/notify.js')).notifyCommand()],
  ['tokens', async () => (await import('./commands/machine/tokens.js')).tokensCommand()],
  ['data', async () => (await import('./commands/machine/data.js')).dataCommand()],
  ['doctor', async () => (await import('./commands/machine/doctor.js')).doctorCommand()],
  ['completion', async () => (await import('./commands/machine/completion.js')).completionCommand()],
  ['down', async () => (await import('./commands/machine/down.js')).downCommand()],
]);

/** Shells run what `completion` prints wherever they are: it needs the program as it is installed. */
const typedByPeople = [...commands.keys()].filter((name) => name !== 'completion');

/** Commands that are not for people: they are in no help. */
const internal: ReadonlyMap<string, Load> = new Map<string, Load>([
  ['supervise', async () => (await import('./commands/sweep/supervise.js')).superviseCommand()],
  ['listener', async () => (await import('./commands/sweep/listener.js')).listenerCommand()],
  ['trace', async () => (await import('./commands/results/trace.js')).traceCommand()],
]);

/** Runs one command line. Returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  if (isService(argv)) endAtOnceWhenTold();
  forgetNativeDriver();
  endWhenNobodyReads(process.stdout);
  endWhenNobodyReads(process.stderr);
  try {
    if (argv[2] === 'complete') {
      // Not for people: the script that `completion` prints asks it for words.
      const { complete } = await import('./completion/complete.js');
      await complete(argv.slice(3), () => program(undefined));
      return exitCodes.ok;
    }
    const besideHelp = withoutHelp(argv);
    if (besideHelp !== null) await requireKnownWords(besideHelp, program);
    await (await program(argv[2])).parseAsync([...argv]);
    return Number(process.exitCode ?? exitCodes.ok);
  } catch (error) {
    return explain(error, { argv, debug: readEnvironment().debug, knownWords: () => knownWords(argv[2]) });
  }
}

/** The commands, or the flags of the one that was asked for. */
async function knownWords(asked: string | undefined): Promise<string[]> {
  const command = (await program(asked)).commands.find((each) => each.name() === asked);
  const flags = command?.options.filter(({ hidden }) => !hidden).map(({ long }) => long ?? '');
  return flags ?? [...commands.keys()];
}

async function program(asked: string | undefined): Promise<Command> {
  const root = new Command('ram-sweep')
    .description('Distributed hyperparameter search for the Recurrent Attention Model')
    .version(VERSION)
    .configureOutput(output)
    .exitOverride()
    .hook('preAction', (_, command) => refuseEmpty(command))
    .addHelpText(
      'after',
      `${examples('ram-sweep start', 'ram-sweep watch', 'ram-sweep best --json')}${EXIT_CODES}`,
    );
  const hidden = asked === undefined ? undefined : internal.get(asked);
  if (hidden) return root.addCommand(await hidden());
  const only = asked === undefined ? undefined : commands.get(asked);
  const loads = only ? [only] : asked === '--version' || asked === '-V' ? [] : [...commands.values()];
  for (const load of loads) root.addCommand((await load()).configureOutput(output).exitOverride());
  return root;
}

/** Help names the program as it is typed. What the parser has to say is said with all other errors. */
const output = {
  writeOut: (help: string) => void process.stdout.write(helpInThisShell(help, typedByPeople)),
  writeErr: (help: string) => void process.stderr.write(helpInThisShell(help, typedByPeople)),
  outputError: () => undefined,
};

const EXIT_CODES = `

Exit codes: 0 done, 1 failure, 2 wrong flag or study file, 3 not found, 4 a server or engine is unavailable,
5 stopped before the end, 130 interrupted.
With --json an error is one JSON object, in the last line of standard error:
  { "error": { "message", "hint", "exitCode", "problems" } }, problems for a study file alone.`;
