import type { StudySpec } from '@ram-sweep/protocol';
import { findRunningSweep } from '@ram-sweep/studies/sweep-file';
import { listenAsWished } from '../../joining/listening-servers.js';
import { propose } from '../../print/command/propose.js';
import type { Settings } from '../../settings.js';
import type { SweepFlags } from './sweep-flags.js';

/**
 * False unless all that is left to do is to listen: a sweep that runs takes workers on other machines from now on, or
 * not any more.
 */
export async function onlyListens(
  settings: Settings,
  { name }: Pick<StudySpec, 'name'>,
  { listen }: SweepFlags,
): Promise<boolean> {
  const running = listen === undefined ? null : await findRunningSweep(settings.home, name);
  if (running === null) return false;
  await listenAsWished(settings, listen);
  console.log(`study ${name} continues (pid ${running.pid}); follow it with \`${propose(`watch ${name}`)}\``);
  return true;
}
