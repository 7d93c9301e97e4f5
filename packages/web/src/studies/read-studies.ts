import { findStudyResult, type StudyResult } from '@ram-sweep/results';
import {
  readPresentWorkers,
  readRunningBest,
  readStudyList,
  type ListedStudy,
  type Reader,
  type RunningBest,
} from '@ram-sweep/store/read';
import type { StudiesParams } from '../params.js';
import { remembered } from '../remembered.js';

/** A study on the page of all studies. */
export interface StudyCard {
  readonly study: StudyResult;
  readonly best: RunningBest;
  /** Workers that train it now, and the trials that they train. */
  readonly workers: number;
  readonly runs: number;
}

/** All that the page of all studies shows. */
export interface StudiesData {
  readonly params: StudiesParams;
  readonly cards: readonly StudyCard[];
  /** Studies in all. */
  readonly total: number;
}

/** Studies on one page. */
export const PAGE_STUDIES = 30;

/** Reads one page of the studies, newest first. What has not changed since the last look is not counted again. */
export async function readStudies(reader: Reader, params: StudiesParams): Promise<StudiesData> {
  const { studies, total } = await readStudyList(reader, {
    limit: PAGE_STUDIES,
    offset: (params.page - 1) * PAGE_STUDIES,
  });
  const workers = await readPresentWorkers(reader);
  const cards: StudyCard[] = [];
  for (const listed of studies) {
    const card = await readCard(reader, listed);
    if (card === null) continue;
    const runs = workers.map((worker) => worker.runs.filter(({ study }) => study === listed.id).length);
    cards.push({
      ...card,
      workers: runs.filter((count) => count > 0).length,
      runs: runs.reduce((sum, count) => sum + count, 0),
    });
  }
  return { params, cards, total };
}

type CountedStudy = Pick<StudyCard, 'study' | 'best'>;

/** Null where it was deleted meanwhile. Whether somebody drives a study is in no mark, so an unfinished one is read. */
function readCard(reader: Reader, { id, state, mark }: ListedStudy): Promise<CountedStudy | null> {
  const isMoving = state === 'active' || state === 'paused';
  const key = isMoving ? `${mark} ${Math.floor(performance.now() / LOOK_AGAIN_MS)}` : mark;
  return remembered(reader, { key: `card ${id}`, mark: key, isMoving }, async () => {
    const study = await findStudyResult(reader, id);
    return study && { study, best: await readRunningBest(reader, id) };
  });
}

/** How often it is asked who drives a study of which nothing new is recorded. */
const LOOK_AGAIN_MS = 5_000;
