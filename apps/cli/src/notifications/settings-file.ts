import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { notifySettingsSchema } from '@ram-sweep/notify/settings';
import { fileProblem } from '@ram-sweep/protocol/file-problem';
import { z } from 'zod';
import { badUsage } from '../errors.js';
import type { Settings } from '../settings.js';
import { parseSettings } from './settings-text.js';

const schema = z.strictObject({ notify: notifySettingsSchema.prefault({}) });
type SettingsFile = Readonly<z.infer<typeof schema>>;

type Place = Pick<Settings, 'home' | 'settingsFile'>;

/** The settings of this machine: RAM_SWEEP_SETTINGS, or settings.yaml in the home. */
export const settingsFileOf = ({ home, settingsFile }: Place): string =>
  settingsFile ?? join(home, 'settings.yaml');

/**
 * Reads the settings file, YAML or JSON. One that is not there says nothing, unless it was named. Throws a CommandError
 * (usage) that names what is wrong, and never what is written there: it may be a secret.
 */
export async function readSettingsFile(place: Place): Promise<SettingsFile> {
  const file = settingsFileOf(place);
  const text = await readText(file, place.settingsFile !== undefined);
  const settings = await parseSettings(file, text);
  const { success, data, error } = schema.safeParse(settings);
  if (success) return data;
  const { describeSettingsProblems } = await import('./settings-problems.js');
  const problems = describeSettingsProblems(schema, settings, error.issues);
  throw badUsage(
    `${file} is not a settings file:${problems.map((problem) => `\n  ${problem}`).join('')}`,
    'see docs/notifications.md',
  );
}

/** Whether others on this machine can read the settings. */
export async function canOthersRead(place: Place): Promise<boolean> {
  const stats = await stat(settingsFileOf(place)).catch(() => null);
  return stats !== null && (stats.mode & 0o044) !== 0;
}

async function readText(file: string, isNamed: boolean): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    // The home may not be there yet, or never can be, which is for others to say.
    if (!isNamed && ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw badUsage(`the settings cannot be read: ${fileProblem(error, { path: file }) ?? String(error)}`);
  }
}
