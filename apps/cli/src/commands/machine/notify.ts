import { Command } from 'commander';
import type { NamedTarget } from '@ram-sweep/notify/settings';
import { readNotificationTargets, type NotificationTargetRow } from '@ram-sweep/store/read';
import { badUsage, exitCodeOf, exitCodes } from '../../errors.js';
import { chooseTargets } from '../../notifications/choose-targets.js';
import { flush } from '../../notifications/flush.js';
import { listTargets, type ListedTarget } from '../../notifications/list-targets.js';
import { settingsFileOf } from '../../notifications/settings-file.js';
import { tryTargets, type Trying } from '../../notifications/try-targets.js';
import { formatRows } from '../../print/format/format.js';
import type { Format } from '../../print/format/formats.js';
import { withReader, withResults, withStore } from '@ram-sweep/studies/servers';
import { readSettings, withServerFlags, type Settings } from '../../settings.js';
import { chosenFormat, examples, formatOption, jsonOption } from '../options/arguments.js';
import { withNotifyFlags, type NotifyFlag } from '../options/notify-option.js';

interface Flags {
  test?: boolean;
  flush?: boolean;
  notify?: NotifyFlag;
  format: Format;
  json?: boolean;
}

export function notifyCommand(): Command {
  const command = new Command('notify')
    .description('notifications of sweeps: where they go, and what waits to be delivered')
    .argument('[study]', 'with --flush: this study alone')
    .option('--test', 'send a test to every target, and print what each answered')
    .option('--flush', 'deliver now what waits for targets, of studies that no sweep runs')
    .addOption(formatOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Targets are in settings.yaml in the home, or in RAM_SWEEP_NOTIFY: docs/notifications.md. A sweep reads them when it starts.
${examples('ram-sweep notify --test', 'ram-sweep notify --test --notify ntfy=https://ntfy.sh/my-topic', 'ram-sweep notify --flush')}`,
    );
  return withServerFlags(withNotifyFlags(command), 'home', 'database').action(
    async (study: string | undefined, flags: Flags) => {
      const settings = readSettings(command);
      const { targets } = await chooseTargets(settings, flags.notify);
      if (flags.test) await test(settings, targets, chosenFormat(flags));
      else if (flags.flush) await flushAll(settings, targets, study);
      else await list(settings, targets, chosenFormat(flags));
    },
  );
}

async function test(settings: Settings, targets: readonly NamedTarget[], format: Format): Promise<void> {
  if (targets.length === 0)
    throw badUsage(
      'there is no target to test',
      `add one to ${settingsFileOf(settings)}: see docs/notifications.md`,
    );
  const tried = await tryTargets(targets);
  const columns = [
    { title: 'target', value: ({ target }: Trying) => target },
    { title: 'where', value: ({ where }: Trying) => where },
    { title: 'outcome', value: ({ outcome, reason }: Trying) => `${outcome} (${reason})` },
    { title: 'answer', value: ({ answer }: Trying) => answer },
  ];
  process.stdout.write(await formatRows(format, tried, columns, (row) => ({ ...row })));
  if (tried.some(({ outcome }) => outcome !== 'delivered')) process.exitCode = exitCodes.failure;
}

async function flushAll(
  settings: Settings,
  targets: readonly NamedTarget[],
  study: string | undefined,
): Promise<void> {
  const { lines, waiting } = await withResults(settings, (servers) =>
    withStore(servers, (store) => flush(store, targets, study)),
  );
  for (const line of lines) console.log(line);
  if (lines.length === 0) console.log('nothing waits to be delivered');
  if (waiting > 0) process.exitCode = exitCodes.failure;
}

async function list(settings: Settings, targets: readonly NamedTarget[], format: Format): Promise<void> {
  const rows = listTargets(targets, await readRows(settings));
  const columns = [
    { title: 'target', value: ({ target }: ListedTarget) => target },
    { title: 'where', value: ({ where }: ListedTarget) => where },
    { title: 'on', value: ({ on }: ListedTarget) => on.join(', ') },
    {
      title: 'delivered',
      value: ({ delivered }: ListedTarget) => String(delivered),
      align: 'right' as const,
    },
    { title: 'waiting', value: ({ waiting }: ListedTarget) => String(waiting), align: 'right' as const },
    { title: 'given up', value: ({ givenUp }: ListedTarget) => String(givenUp), align: 'right' as const },
  ];
  if (rows.length === 0 && format === 'table')
    console.log(`no notifications: ${settingsFileOf(settings)} names no targets; see docs/notifications.md`);
  else process.stdout.write(await formatRows(format, rows, columns, (row) => ({ ...row })));
}

/** None where there is no database yet. */
async function readRows(settings: Settings): Promise<NotificationTargetRow[]> {
  try {
    return await withReader(settings, readNotificationTargets);
  } catch (error) {
    if (exitCodeOf(error) === exitCodes.notFound) return [];
    throw error;
  }
}
