import { pause } from '@ram-sweep/clock';
import { Command } from 'commander';
import { findStudySummary } from '@ram-sweep/store/read';
import { follow, showsDashboard } from '../../follow/follow.js';
import { onInterrupt } from '../../follow/interrupts.js';
import { ensureServers, withReader } from '../../servers.js';
import { readSettings, withServerFlags, type Settings } from '../../settings.js';
import { logFileOf } from '../../supervisor/sweep-file.js';
import { examples } from '../options/arguments.js';
import { requireStudy } from '../../studies/require-study.js';

export function watchCommand(): Command {
  const command = new Command('watch')
    .description('follow a study on the dashboard; leaving it changes nothing')
    .argument('[study]', 'name of the study (default: the newest)')
    .option('--plain', 'plain lines instead of the dashboard')
    .addHelpText('after', examples('ram-sweep watch', 'ram-sweep watch mnist-28 --plain | tee sweep.log'));
  return withServerFlags(command, 'home', 'database', 'nats').action(
    async (name: string | undefined, flags: { plain?: boolean }) => {
      const settings = readSettings(command);
      const study = await withReader(settings, (reader) => requireStudy(reader, name));
      const servers = await ensureServers(settings, (line) => console.error(line));
      const over = new AbortController();
      const { restore } = onInterrupt(
        () => over.abort(),
        () => process.exit(130),
      );
      const plain = flags.plain ?? false;
      const ending = showsDashboard(plain) ? Promise.resolve() : endWithStudy(settings, study.id, over);
      const logFile = logFileOf(settings.home, study.name);
      await follow({ study, images: settings, servers, logFile, ended: over.signal, plain, drives: false });
      over.abort();
      await ending;
      restore();
    },
  );
}

/** Plain lines end when the study does; the dashboard stays until it is left. */
async function endWithStudy(settings: Settings, studyId: string, over: AbortController): Promise<void> {
  await withReader(settings, async (reader) => {
    while (!over.signal.aborted) {
      const study = await findStudySummary(reader, studyId).catch(() => null);
      if (study && study.state !== 'active') over.abort();
      await pause(1_000, over.signal);
    }
  });
}
