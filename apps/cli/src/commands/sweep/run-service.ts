import { once } from 'node:events';
import { stderrLog } from '@ram-sweep/log';
import type { StudySummary } from '@ram-sweep/store/read';
import { exitCodes } from '../../errors.js';
import type { Servers } from '@ram-sweep/studies/servers';
import { toldToEnd } from '../../service-end.js';
import { supervise } from '../../supervisor/supervise.js';
import { logFileOf } from '@ram-sweep/studies/sweep-file';
import type { PlannedSweep } from '@ram-sweep/studies/drive';
import { printOutcome } from './run-sweep.js';

type StudyId = Pick<StudySummary, 'id' | 'name'>;

/** Nothing else keeps a process alive that only waits for a signal. */
const STAY_ALIVE_MS = 60_000;

/**
 * Runs the processes of a study as children of this one, which is what a container wants: their lines are its lines,
 * and its end is theirs. When told to end it leaves the study as it is, so that workers elsewhere train on, and the
 * next `start --service` continues. When the study is over it stays, as whatever runs it would only start it again.
 * Returns an exit code.
 */
export async function runService(
  plan: PlannedSweep,
  servers: Servers,
  { id, name }: StudyId,
): Promise<number> {
  const told = toldToEnd();
  const study = { id, name };
  const code = await supervise({ ...plan, study, handsOver: true }, stderrLog('supervisor'), told);
  if (told.aborted) return exitCodes.ok;
  if (code === exitCodes.ok) return staysWhenOver(servers, study, plan.home, told);
  if (code !== exitCodes.stopped) return code;
  console.log(`study ${name} was stopped; it continues when this program is started again`);
  return stay(told);
}

/** Says what came out of a study that is complete, and waits to be told to end. */
export async function staysWhenOver(
  servers: Servers,
  study: StudyId,
  home: string,
  told = toldToEnd(),
): Promise<number> {
  await printOutcome(servers, study, logFileOf(home, study.name));
  return stay(told);
}

async function stay(told: AbortSignal): Promise<number> {
  const alive = setInterval(() => undefined, STAY_ALIVE_MS);
  if (!told.aborted) await once(told, 'abort');
  clearInterval(alive);
  return exitCodes.ok;
}
