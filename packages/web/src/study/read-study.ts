import { setTimeout as sleep } from 'node:timers/promises';
import {
  findWinner,
  parseFilter,
  readSnapshot,
  type Leaderboard,
  type Snapshot,
  type SnapshotRequest,
  type Winner,
} from '@ram-sweep/results';
import { findStudyId, readFailures, type FailureGroup, type Reader } from '@ram-sweep/store/read';
import type { StudyParams } from '../params.js';
import type { Glimpses } from './glimpses.js';
import { readPicture, type StudyPicture } from './read-picture.js';

/** All that the page of one study shows. */
export interface StudyData extends Omit<Snapshot, 'verdict'> {
  readonly params: StudyParams;
  /** What is wrong with the filter that was asked for; null if nothing is. */
  readonly filterError: string | null;
  readonly leaderboard: Leaderboard;
  /** With curves and test errors; null before the first epoch. */
  readonly winner: Winner | null;
  readonly failures: readonly FailureGroup[];
  /** null while it is being counted. */
  readonly picture: StudyPicture | null;
  /** Where the best model looks, if somebody asked for it and it is being traced; for the server to fill in. */
  readonly glimpses: Glimpses | null;
}

/** Rows of the leaderboard on one page. */
export const PAGE_ROWS = 100;
const ACTIVITY_ROWS = 60;
/** How long a page is waited for before it is shown without its picture. */
const WHOLE_MS = 400;

/**
 * Reads a study's page; null if there is no such study. What is counted of a large study may be some seconds older, and
 * where nothing is counted yet `tell` gets the page without it first.
 */
export async function readStudy(
  reader: Reader,
  params: StudyParams,
  tell: (part: StudyData) => void = () => undefined,
): Promise<StudyData | null> {
  const late = sleep(WHOLE_MS, false, { ref: false });
  const id = await findStudyId(reader, params.study);
  if (id === null) return null;
  const filter = parseFilter(params.q);
  const request = requestFor(params, filter.error === null ? filter.conditions : []);
  const snapshot = await readSnapshot(reader, id, request);
  if (snapshot === null) return null;
  const { study, leaderboard, groups, workers, activity, opened, now } = snapshot;
  const part = {
    params,
    filterError: filter.error,
    study,
    leaderboard,
    groups,
    workers,
    activity,
    opened,
    now,
    winner: await findWinner(reader, id),
    failures: study.counts.failed > 0 ? await readFailures(reader, id) : [],
    picture: null,
    glimpses: null,
  };
  const picture = readPicture(reader, study, now);
  const isThere = await Promise.race([picture.then(() => true), late]);
  if (!isThere) tell(part);
  return { ...part, picture: await picture };
}

function requestFor(
  { page, sort, down, trial }: StudyParams,
  filter: SnapshotRequest['filter'],
): SnapshotRequest {
  const offset = (page - 1) * PAGE_ROWS;
  return {
    sort: sortOf(sort),
    reverse: down,
    filter,
    expanded: 'all',
    rows: PAGE_ROWS,
    offset,
    cursor: { row: null, position: offset },
    activityRows: ACTIVITY_ROWS,
    opened: trial === null ? [] : [trial],
  };
}

const COLUMNS = ['rank', 'number', 'state', 'error', 'epochs', 'time', 'worker'] as const;

/** A column by its name; any other name is that of a field. */
function sortOf(sort: string): SnapshotRequest['sort'] {
  return COLUMNS.find((column) => column === sort) ?? { field: sort };
}
