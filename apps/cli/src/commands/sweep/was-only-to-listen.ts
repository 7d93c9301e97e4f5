import type { StudySpec } from '@ram-sweep/protocol';
import { findRunningSweep } from '@ram-sweep/studies/sweep-file';
import { propose } from '../../print/command/propose.js';
import type { Settings } from '../../settings.js';
import type { SweepFlags } from './sweep-flags.js';

/** Whether all that is left to do is said: a sweep that runs takes workers on other machines from now on, or not any more. */
export async function wasOnlyToListen(
  { home }: Settings,
  { name }: Pick<StudySpec, 'name'>,
  { listen }: SweepFlags,
): Promise<boolean> {
  const running = listen === undefined ? null : await findRunningSweep(home, name);
  if (running === null) return false;
  console.log(`study ${name} continues (pid ${running.pid}); follow it with \`${propose(`watch ${name}`)}\``);
  return true;
}
