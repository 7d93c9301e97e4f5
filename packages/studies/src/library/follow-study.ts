import { isRetryable } from '@ram-sweep/protocol/errors';
import { pause } from '@ram-sweep/clock';
import type { Reader, StudySummary } from '@ram-sweep/store/read';
import { studyEnd } from '../control/study-end.js';
import type { Place } from '../servers.js';
import type { StudyEvent } from './interfaces/events.js';
import { News, type Beginning } from './news.js';

const POLL_MS = 500;

/** What is followed, and from when on. */
interface Followed {
  readonly reader: Reader;
  readonly place: Place;
  readonly study: Pick<StudySummary, 'id' | 'spec'>;
  readonly since: Beginning;
}

/**
 * What happens in a study, as it is recorded, until it ends or the signal aborts; the end is the last event. While
 * Postgres is unreachable there are no events, and none of that time is lost.
 */
export async function* followStudy(
  { reader, place, study, since }: Followed,
  signal: AbortSignal,
): AsyncGenerator<StudyEvent, void> {
  const left = new AbortController();
  const over = AbortSignal.any([signal, left.signal]);
  const news = new News(reader, study, since);
  const ended = new AbortController();
  const end = studyEnd(reader, place, study.id, over).finally(() => ended.abort());
  try {
    while (!ended.signal.aborted) {
      yield* await news.read().catch(unlessPassing);
      await pause(POLL_MS, ended.signal);
    }
    const found = await end;
    if (found === null) return;
    yield* await news.read().catch(unlessPassing);
    yield { kind: 'end', at: new Date(), end: found };
  } finally {
    left.abort();
  }
}

/** Nothing, where the same may succeed later. */
function unlessPassing(error: unknown): StudyEvent[] {
  if (isRetryable(error)) return [];
  throw error;
}
