import { Command } from 'commander';
import { follow, showsDashboard } from '../../follow/follow.js';
import { exitCodes } from '../../errors.js';
import { onInterrupt } from '../../follow/interrupts.js';
import { studyEnd, type StudyEnd } from '@ram-sweep/studies/control';
import { imagesFolder } from '@ram-sweep/studies/images-folder';
import { propose } from '../../print/command/propose.js';
import { readFrom, withResults, type Servers } from '@ram-sweep/studies/servers';
import { readSettings, withServerFlags, type Settings } from '../../settings.js';
import { logFileOf } from '@ram-sweep/studies/sweep-file';
import { examples } from '../options/arguments.js';
import { requireStudy } from '@ram-sweep/studies/find';

export function watchCommand(): Command {
  const command = new Command('watch')
    .description('follow a study on the dashboard; leaving it changes nothing')
    .argument('[study]', 'name of the study (default: the newest)')
    .option('--plain', 'plain lines instead of the dashboard')
    .addHelpText(
      'after',
      `
Plain lines end with the study: exit code 0 where it is complete, 5 where it was stopped or interrupted (no sweep runs
it any more), 3 where it was deleted.
${examples('ram-sweep watch', 'ram-sweep watch mnist-28 --plain | tee sweep.log')}`,
    );
  return withServerFlags(command, 'home', 'database', 'nats').action(
    async (name: string | undefined, flags: { plain?: boolean }) => {
      const settings = readSettings(command);
      await withResults(settings, (servers) => watch(servers, settings, name, flags.plain ?? false));
    },
  );
}

async function watch(
  servers: Servers,
  settings: Settings,
  name: string | undefined,
  plain: boolean,
): Promise<void> {
  const study = await readFrom(servers, (reader) => requireStudy(reader, name));
  const over = new AbortController();
  const { restore } = onInterrupt(
    () => over.abort(),
    () => process.exit(exitCodes.interrupted),
  );
  const ending = showsDashboard(plain) ? Promise.resolve(null) : endWithStudy(servers, settings, study, over);
  const logFile = logFileOf(settings.home, study.name);
  const images = { cacheDir: settings.cacheDir, dataDir: await imagesFolder(settings, study.name) };
  await follow({
    study,
    place: settings,
    images,
    servers,
    logFile,
    ended: over.signal,
    plain,
    drives: false,
  });
  over.abort();
  const end = await ending;
  restore();
  if (end === null) return;
  process.exitCode = exitCodeOf[end];
  console.log(describeEnd[end](study.name));
}

/** Plain lines end when the study does; the dashboard stays until it is left. */
function endWithStudy(
  servers: Servers,
  settings: Settings,
  study: { readonly id: string; readonly name: string },
  over: AbortController,
): Promise<StudyEnd | null> {
  return readFrom(servers, (reader) => studyEnd(reader, settings, study.id, over.signal)).finally(() =>
    over.abort(),
  );
}

const exitCodeOf: Readonly<Record<StudyEnd, number>> = {
  complete: exitCodes.ok,
  failed: exitCodes.failure,
  stopped: exitCodes.stopped,
  interrupted: exitCodes.stopped,
  'servers-stopped': exitCodes.stopped,
  deleted: exitCodes.notFound,
};

const describeEnd: Readonly<Record<StudyEnd, (name: string) => string>> = {
  complete: (name) => `study ${name} is complete; see \`${propose(`best ${name}`)}\``,
  failed: (name) => `study ${name} is over without a result; see \`${propose(`trials ${name}`)}\``,
  stopped: (name) => `study ${name} is stopped; continue it with \`${propose(`resume ${name}`)}\``,
  interrupted: (name) =>
    `study ${name} was interrupted: no sweep runs it any more; continue it with \`${propose(`resume ${name}`)}\``,
  'servers-stopped': (name) =>
    `the servers that hold study ${name} were stopped; continue it with \`${propose(`resume ${name}`)}\``,
  deleted: (name) => `study ${name} has been deleted`,
};
