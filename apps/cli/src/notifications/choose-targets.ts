import { parseAssignments, type NamedTarget, type NotifyOptions } from '@ram-sweep/notify/settings';
import type { NotifyFlag } from '../commands/options/notify-option.js';
import { badUsage } from '../errors.js';
import type { Settings } from '../settings.js';
import { canOthersRead, readSettingsFile, settingsFileOf } from './settings-file.js';

/**
 * Where notifications go: the targets of the settings file, then those of RAM_SWEEP_NOTIFY, then those of flags. Throws
 * a CommandError (usage) for what is wrong in one of them.
 */
export async function chooseTargets(
  settings: Settings,
  flag: NotifyFlag | undefined,
): Promise<NotifyOptions> {
  const { stallMinutes, targets: kept } = (await readSettingsFile(settings)).notify;
  if (flag === false) return { stallMinutes, targets: [] };
  const targets = Object.entries(kept).map(([name, target]): NamedTarget => ({ name, target }));
  if (targets.length > 0 && (await canOthersRead(settings))) {
    const file = settingsFileOf(settings);
    console.error(
      `warning: others on this machine can read ${file}, and the addresses in it: chmod 600 ${file}`,
    );
  }
  targets.push(...given('RAM_SWEEP_NOTIFY', settings.notify ?? '', targets));
  targets.push(...given('--notify', (flag ?? []).join(' '), targets));
  return { stallMinutes, targets };
}

function given(source: string, text: string, before: readonly NamedTarget[]): readonly NamedTarget[] {
  const { targets, refused } = parseAssignments(
    text,
    before.map(({ name }) => name),
  );
  const [first] = refused;
  if (first)
    throw badUsage(`target ${first.place} of ${source}: ${first.problem}`, 'see docs/notifications.md');
  return targets;
}
