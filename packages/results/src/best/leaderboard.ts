import { awaitedLater } from '../progress/awaited-later.js';
import { rankFinalists, type RankedTrial, type RepeatGroup } from '@ram-sweep/search/finalists';
import {
  countTrials,
  readTrials,
  readTries,
  trialPosition,
  type Reader,
  type RepeatedTrialRow,
  type TrialFilter,
  type TrialRow,
  type TrialSort,
} from '@ram-sweep/store/read';

/** What tells a row of the leaderboard from others, wherever it stands: a trial's number, or the name of a group. */
export type RowId = number | string;

/** A config that was trained again with fresh seeds, on one row. */
export interface GroupRow {
  readonly kind: 'group';
  readonly id: string;
  readonly group: RepeatGroup<RepeatedTrialRow>;
  /** Place among the finalists, from 1; null for controls, and before a seed is complete: then they have no order. */
  readonly place: number | null;
  /** Whether its seeds stand beneath it. */
  readonly isExpanded: boolean;
}

export interface TrialLine {
  readonly kind: 'trial';
  readonly id: number;
  readonly trial: TrialRow;
  /** Place among the finalists' trainings or in the search, from 1; null before an epoch, and for all others. */
  readonly place: number | null;
  /** Which try it is at; pauses at rungs and stops are none of their own. */
  readonly tries: number;
  /** Whether it stands beneath its group. */
  readonly isSeed: boolean;
}

export type LeaderboardRow = GroupRow | TrialLine;

export interface LeaderboardRequest {
  readonly sort: TrialSort;
  readonly reverse: boolean;
  readonly filter: TrialFilter;
  /** Names of the groups whose seeds are shown, or all of them. */
  readonly expanded: readonly string[] | 'all';
  /** Rows that are visible, and the position of the first of them. */
  readonly rows: number;
  readonly offset: number;
  /** Where the cursor is: on that row, wherever it is by now; where `row` is null, at that position. */
  readonly cursor: { readonly row: RowId | null; readonly position: number };
}

/** The visible part of a leaderboard, moved so far that the cursor is in sight. */
export interface Leaderboard {
  readonly rows: readonly LeaderboardRow[];
  readonly offset: number;
  /** The position of the cursor now. */
  readonly position: number;
  /** Rows in all. */
  readonly total: number;
  /** How many of them are seeds beneath their config: in all, and above the first of `rows`. */
  readonly seeds: { readonly total: number; readonly above: number };
}

export const groupId = ({ phase, repeats, policy }: RepeatGroup): string => `${phase} ${repeats} ${policy}`;

/**
 * Reads the visible rows. Ordered by rank and not filtered, finalists and controls stand on top, a row for each config;
 * `all` is how many trials there are, surplus ones included.
 */
export async function readLeaderboard(
  reader: Reader,
  studyId: string,
  request: LeaderboardRequest,
  { repeated, all }: { readonly repeated: readonly RepeatedTrialRow[]; readonly all: Promise<number> },
): Promise<Leaderboard> {
  const { sort, reverse, filter } = request;
  const isGrouped = sort === 'rank' && !reverse && filter.length === 0 && repeated.length > 0;
  const top = isGrouped ? topRows(rankFinalists(repeated), request.expanded) : [];
  const choice = isGrouped
    ? { sort, reverse, phases: ['search', 'surplus'] as const }
    : { sort, reverse, filter };
  const matching = filter.length === 0 ? all : countTrials(reader, studyId, { filter });
  const total = awaitedLater(
    matching.then((count) => count - (isGrouped ? repeated.length : 0) + top.length),
  );
  return inSight({ reader, studyId, top, choice, repeated }, request, total);
}

/** A row on top: a group, or the number of a seed whose trial is read when it is seen. */
type TopRow = GroupRow | number;

interface List {
  readonly reader: Reader;
  readonly studyId: string;
  readonly top: readonly TopRow[];
  readonly choice: Parameters<typeof readTrials>[2];
  readonly repeated: readonly RepeatedTrialRow[];
}

const idOf = (row: TopRow): RowId => (typeof row === 'number' ? row : row.id);

function topRows(
  groups: readonly RepeatGroup<RepeatedTrialRow>[],
  expanded: LeaderboardRequest['expanded'],
): TopRow[] {
  const finalists = groups.filter(({ phase }) => phase === 'finalist');
  return groups.flatMap((group) => {
    const id = groupId(group);
    const isExpanded = expanded === 'all' || expanded.includes(id);
    const place = group.phase === 'finalist' && group.validation ? finalists.indexOf(group) + 1 : null;
    const seeds = isExpanded ? group.trials.map(({ number }) => number) : [];
    return [{ kind: 'group', id, group, place, isExpanded } as const, ...seeds];
  });
}

/** The page that was asked for is read while the trials are counted: seldom is it another one that is shown. */
async function inSight(
  list: List,
  { rows, offset, cursor }: LeaderboardRequest,
  counted: Promise<number>,
): Promise<Leaderboard> {
  const [page, total] = await Promise.all([readRows(list, offset, rows), counted]);
  const position = await positionOf(list, cursor, { page, offset, total });
  const moved = clamp(scrollTo(clamp(offset, total - rows), position, rows), total - rows);
  const shown = moved === offset ? page : await readRows(list, moved, rows);
  const seeds = { total: countSeeds(list.top), above: countSeeds(list.top.slice(0, moved)) };
  return { rows: shown, offset: moved, position, total, seeds };
}

const countSeeds = (top: readonly TopRow[]): number => top.filter((row) => typeof row === 'number').length;

const clamp = (position: number, most: number): number => Math.max(0, Math.min(position, most));

/** Position of the first visible row so that the selected one is in sight, moving as little as possible. */
export function scrollTo(offset: number, selected: number, rows: number): number {
  if (selected < offset) return selected;
  return selected >= offset + rows ? selected - rows + 1 : offset;
}

/** Of the row that the cursor is on; of one that is gone, where it was. */
async function positionOf(
  { reader, studyId, top, choice }: List,
  { row, position }: LeaderboardRequest['cursor'],
  { page, offset, total }: { page: readonly LeaderboardRow[]; offset: number; total: number },
): Promise<number> {
  const last = clamp(position, total - 1);
  if (row === null) return last;
  const seen = page.findIndex(({ id }) => id === row);
  if (seen >= 0) return offset + seen;
  const onTop = top.findIndex((each) => idOf(each) === row);
  if (onTop >= 0) return onTop;
  if (typeof row === 'string') return last;
  const beneath = await trialPosition(reader, studyId, row, choice);
  return beneath === null ? last : top.length + beneath;
}

async function readRows(list: List, offset: number, count: number): Promise<LeaderboardRow[]> {
  const { reader, studyId, top, choice, repeated } = list;
  const onTop = top.slice(offset, offset + count);
  const seeds = await readSeeds(reader, studyId, onTop);
  const rest = count - onTop.length;
  const beneath =
    rest > 0
      ? await readTrials(reader, studyId, {
          ...choice,
          limit: rest,
          offset: Math.max(0, offset - top.length),
        })
      : [];
  const again = [...seeds, ...beneath].filter(({ attempt }) => attempt > 1).map(({ number }) => number);
  const tries = await readTries(reader, studyId, again);
  const lineOf = (trial: TrialRow, isSeed: boolean): TrialLine => ({
    kind: 'trial',
    id: trial.number,
    trial,
    place: placeInPhase(trial, repeated),
    tries: tries.get(trial.number) ?? trial.attempt,
    isSeed,
  });
  const lines = new Map(seeds.map((trial) => [trial.number, lineOf(trial, true)]));
  return [
    ...onTop.flatMap((row) => (typeof row === 'number' ? (lines.get(row) ?? []) : row)),
    ...beneath.map((trial) => lineOf(trial, false)),
  ];
}

function readSeeds(reader: Reader, studyId: string, rows: readonly TopRow[]): Promise<TrialRow[]> {
  const numbers = rows.filter((row) => typeof row === 'number');
  return numbers.length > 0 ? readTrials(reader, studyId, { numbers }) : Promise.resolve([]);
}

/**
 * The place of a trial by its error among the finalists' trainings, or in the search; null before its first epoch, and
 * for controls and surplus trials, which compete with none. A rank counts finalists before the search, so its places
 * are fewer.
 */
export function placeInPhase(
  { phase, rank }: Pick<TrialRow, 'phase' | 'rank'>,
  repeated: readonly Pick<RankedTrial, 'phase' | 'bestValidationError'>[],
): number | null {
  if (phase === 'finalist') return rank;
  if (phase !== 'search' || rank === null) return null;
  const before = repeated.filter((trial) => trial.phase === 'finalist' && trial.bestValidationError !== null);
  return rank - before.length;
}
