import { findStudyResult, findWinner, type StudyResult, type Winner } from '@ram-sweep/results';
import { readRunningBest, type Reader, type RunningBest } from '@ram-sweep/store/read';
import type { ComparisonParams } from '../params.js';
import { remembered } from '../remembered.js';

/** A study beside others. */
export interface ComparedStudy {
  readonly study: StudyResult;
  /** Null before the first epoch. */
  readonly winner: Winner | null;
  readonly best: RunningBest;
}

/** All that the page of a comparison shows. */
export interface ComparisonData {
  readonly studies: readonly ComparedStudy[];
  /** Names that no study has. */
  readonly missing: readonly string[];
}

/** Reads the studies in the order in which they were asked for; null where none of them exists. */
export async function readComparison(
  reader: Reader,
  { studies: names }: ComparisonParams,
): Promise<ComparisonData | null> {
  const studies: ComparedStudy[] = [];
  const missing: string[] = [];
  for (const name of names) {
    const study = await findStudyResult(reader, name);
    if (study === null) missing.push(name);
    else
      studies.push({
        study,
        winner: await findWinner(reader, study.id),
        best: await readBest(reader, study),
      });
  }
  return studies.length === 0 ? null : { studies, missing };
}

function readBest(reader: Reader, { id, state, epochsDone, counts }: StudyResult): Promise<RunningBest> {
  const mark = JSON.stringify([state, epochsDone, counts]);
  return remembered(reader, { key: `best ${id}`, mark, isMoving: state === 'active' }, () =>
    readRunningBest(reader, id),
  );
}
