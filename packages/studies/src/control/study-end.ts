import { pause } from '@ram-sweep/clock';
import { actualState, isFruitless } from '@ram-sweep/results';
import { findStudySummary, type Reader } from '@ram-sweep/store/read';
import { areServersAlive } from '@ram-sweep/services';
import type { Place } from '../servers.js';
import { asDrivenHere } from './sweep-presence.js';

/**
 * How a study that is followed ended: complete, or failed, where no trial has a result; stopped by a person;
 * interrupted, where no sweep runs it any more; deleted; or out of reach, as its servers were stopped.
 */
export type StudyEnd = 'complete' | 'failed' | 'stopped' | 'interrupted' | 'deleted' | 'servers-stopped';

const POLL_MS = 1_000;
/** What may pass has to last this long: a sweep that begins has no coordinator yet. */
const PATIENCE_MS = 10_000;

/** Waits for the end of a study; null where `signal` aborts before. */
export async function studyEnd(
  reader: Reader,
  settings: Place,
  studyId: string,
  signal: AbortSignal,
): Promise<StudyEnd | null> {
  let doubt = null as { readonly end: StudyEnd; readonly since: number } | null;
  while (!signal.aborted) {
    const { end, isCertain } = await look(reader, settings, studyId);
    if (end !== null && isCertain) return end;
    const now = performance.now();
    if (end === null) doubt = null;
    else if (doubt?.end !== end) doubt = { end, since: now };
    else if (now - doubt.since > PATIENCE_MS) return end;
    await pause(POLL_MS, signal);
  }
  return null;
}

interface Look {
  readonly end: StudyEnd | null;
  /** Whether it is for good; otherwise it may pass. */
  readonly isCertain: boolean;
}

async function look(reader: Reader, settings: Place, studyId: string): Promise<Look> {
  try {
    const found = await findStudySummary(reader, studyId);
    if (!found) return { end: 'deleted', isCertain: true };
    const state = actualState(await asDrivenHere(settings, found));
    if (state === 'interrupted') return { end: state, isCertain: false };
    if (state === 'complete') return { end: isFruitless(found) ? 'failed' : 'complete', isCertain: true };
    return { end: state === 'stopped' ? state : null, isCertain: true };
  } catch {
    const isGone = !settings.database && !(await areServersAlive(settings.home));
    return { end: isGone ? 'servers-stopped' : null, isCertain: false };
  }
}
