import {
  findStudySummary,
  readActivity,
  readTrial,
  readTrials,
  readWorkers,
  type Reader,
} from '@ram-sweep/store/read';
import type { Layout } from './layout.js';
import type { Snapshot } from './snapshot.js';
import type { View } from './view.js';

/** Workers that have not been heard of for longer are not shown. */
const WORKER_SECONDS = 60;

/** Reads what the view shows; null if the study is gone. */
export async function readSnapshot(
  reader: Reader,
  studyId: string,
  view: View,
  layout: Layout,
  offset: number,
): Promise<Snapshot | null> {
  const [study, page, finalist, searched, workers, activity, opened] = await Promise.all([
    findStudySummary(reader, studyId),
    readTrials(reader, studyId, { sort: view.sort, limit: layout.trialRows, offset }),
    readTrials(reader, studyId, { phases: ['finalist'], ranked: true, limit: 1 }),
    readTrials(reader, studyId, { phases: ['search'], ranked: true, limit: 1 }),
    readWorkers(reader, { seenWithinSeconds: WORKER_SECONDS }),
    readActivity(reader, studyId, { limit: layout.activityRows }),
    view.opened === null ? null : readTrial(reader, studyId, view.opened),
  ]);
  if (!study) return null;
  const best = [...finalist, ...searched].find(({ number }) => number === study.best?.trial) ?? null;
  return { study, page, offset, best, workers, activity, opened, now: new Date() };
}
