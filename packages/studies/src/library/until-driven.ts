import { isRetryable } from '@ram-sweep/protocol/errors';
import { pause } from '@ram-sweep/clock';
import { isDrivenBy, findStudySummary, type Reader, type StudySummary } from '@ram-sweep/store/read';
import type { LaunchedSweep } from '../drive/launch.js';
import { sweepFailure } from '../drive/sweep-failure.js';
import { findRunningSweep, runsAlready } from '../drive/sweep-file.js';
import { StudiesError } from '../errors.js';
import { endWith } from './launched.js';

const LOOK_AGAIN_MS = 100;

interface Launch {
  readonly reader: Reader;
  readonly home: string;
  readonly study: Pick<StudySummary, 'id' | 'name'>;
  /** The mark of its plan. */
  readonly mark: string;
}

/**
 * Resolves once the coordinator of this launch has taken the study up, or the sweep has ended as its study has. Throws
 * a StudiesError where another sweep drives the study, or this one cannot; nothing of it runs by then.
 */
export async function untilDriven(launch: Launch, launched: LaunchedSweep): Promise<void> {
  try {
    if (await isTakenUp(launch, launched)) return;
  } catch (error) {
    launched.stop();
    await launched.ended;
    throw error;
  }
  const code = await launched.ended;
  if (endWith(code) !== undefined) return;
  throw (await drivenElsewhere(launch)) ?? sweepFailure(launch.study.name, code, launched);
}

/** False where the sweep has ended before. A database that is unreachable for a while is waited for. */
async function isTakenUp({ reader, study, mark }: Launch, { ended }: LaunchedSweep): Promise<boolean> {
  const over = new AbortController();
  void ended.then(() => over.abort());
  while (!over.signal.aborted) {
    if (await isDrivenBy(reader, study.id, mark).catch(unlessPassing)) return true;
    await pause(LOOK_AGAIN_MS, over.signal);
  }
  return false;
}

function unlessPassing(error: unknown): false {
  if (isRetryable(error)) return false;
  throw error;
}

async function drivenElsewhere({ reader, home, study }: Launch): Promise<StudiesError | null> {
  const sweep = await findRunningSweep(home, study.name);
  if (sweep !== null) return runsAlready(study.name, sweep.pid);
  const summary = await findStudySummary(reader, study.id);
  if (!summary?.hasCoordinator) return null;
  return new StudiesError(
    `study ${study.name} is already running, and not from this home`,
    'failure',
    `follow it with \`ram-sweep watch ${study.name}\`, or end it with \`ram-sweep stop ${study.name}\``,
  );
}
