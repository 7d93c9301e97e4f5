import { duration, percent, shortValue } from '@ram-sweep/format';
import type { GroupRow, TrialLine } from '@ram-sweep/results';
import type { TrialRow, TrialSort } from '@ram-sweep/store/read';
import { sparkline } from '../plots/sparkline.js';

/** A column of the leaderboard, and what it shows for a trial and for a config of several trainings. */
export interface Column {
  readonly title: string;
  readonly width: number;
  readonly align: 'left' | 'right';
  /** What sorting by it is called; null where there is no order to it. */
  readonly sort: TrialSort | null;
  readonly trial: (row: TrialRow, line: Pick<TrialLine, 'place' | 'tries' | 'isSeed'>) => string;
  readonly group: (row: GroupRow) => string;
}

/** What the columns of a study depend on. */
export interface ColumnFacts {
  readonly searched: readonly string[];
  /** Searched fields that are scrolled out on the left. */
  readonly fieldOffset: number;
  /** Whether trials of several phases stand among each other. */
  readonly hasPhases: boolean;
  readonly trials: number;
  /** Epochs of the longest trial that is shown. */
  readonly epochs: number;
  readonly sort: TrialSort;
}

const CURVE_MOST = 24;
const CURVE_LEAST = 9;
const FIELDS_BEFORE_CURVE = 3;

const nothing = (): string => '';

/**
 * The columns that fit into `width` cells: what matters most first, then as there is room. Searched fields are a window
 * into all of them, which begins with that at `fieldOffset`.
 */
export function columnsFor(facts: ColumnFacts, width: number): { columns: Column[]; fields: number } {
  const named = namedColumns(facts);
  const fields = facts.searched.slice(facts.fieldOffset).map((field) => fieldColumn(field, facts.sort));
  const taken = new Set<Column>([named.rank, named.trial, named.error]);
  let room = width - [...taken].reduce((sum, column) => sum + column.width + 1, 0);
  const take = (column: Column | undefined): void => {
    if (column === undefined || taken.has(column) || room < column.width + 1) return;
    taken.add(column);
    room -= column.width + 1;
  };
  // A field that does not fit ends the window: no later one may stand in its place.
  const takeFields = (until: number): void => {
    for (let at = 0; at < Math.min(until, fields.length); at += 1) {
      take(fields[at]);
      if (!taken.has(fields[at]!)) break;
    }
  };
  takeFields(1);
  take(named.epoch);
  take(named.state);
  if (facts.hasPhases) take(named.phase);
  takeFields(FIELDS_BEFORE_CURVE);
  take(named.curve);
  take(named.time);
  takeFields(Infinity);
  take(named.attempt);
  take(named.worker);
  const { rank, trial, state, phase, error, epoch, attempt, time, worker, curve } = named;
  const order = [rank, trial, phase, state, error, epoch, ...fields, attempt, time, worker, curve];
  const columns = order.filter((column) => taken.has(column)).map((column) => widened(column, curve, room));
  return { columns, fields: fields.filter((column) => taken.has(column)).length };
}

/** What room is left goes to the curve. */
function widened(column: Column, curve: Column, room: number): Column {
  if (column !== curve) return column;
  const width = Math.min(CURVE_MOST, column.width + Math.max(0, room));
  return { ...column, width, trial: (row) => sparkline(row.curve, width) };
}

/** With room for the arrow of the order. */
function fieldColumn(field: string, sort: TrialSort): Column {
  const isSorted = typeof sort === 'object' && sort.field === field;
  return {
    title: field,
    width: Math.max(6, Math.min(14, field.length + (isSorted ? 1 : 0))),
    align: 'right',
    sort: { field },
    trial: ({ params }) => (field in params ? shortValue(params[field]) : '–'),
    group: ({ group }) => {
      const params = group.trials[0]?.params ?? {};
      return field in params ? shortValue(params[field]) : '–';
    },
  };
}

const column = (
  title: string,
  width: number,
  align: Column['align'],
  sort: TrialSort | null,
  trial: Column['trial'],
  group: Column['group'] = nothing,
): Column => ({ title, width, align, sort, trial, group });

function namedColumns({ trials, epochs: most }: ColumnFacts) {
  const digits = String(trials).length;
  return {
    rank: column('#', Math.max(3, digits), 'right', 'rank', placeOf, standingOf),
    trial: column(
      'trial',
      Math.max(6, digits + 1),
      'right',
      'number',
      ({ number }, { isSeed }) => `${isSeed ? '└ ' : ''}${number}`,
      ({ group, isExpanded }) => `${isExpanded ? '−' : '+'} ${group.repeats}`,
    ),
    phase: column('phase', 8, 'left', null, phaseOf),
    state: column('state', 9, 'left', 'state', ({ state }) => state, kindOf),
    error: column(
      'val error',
      10,
      'right',
      'error',
      ({ bestValidationError }) => percent(bestValidationError),
      ({ group }) => percent(group.validation?.mean),
    ),
    epoch: column(
      'epoch',
      Math.max(7, 2 * String(most).length + 1),
      'right',
      'epochs',
      ({ epochs, epochsTotal }) => `${epochs}/${epochsTotal}`,
      halfWidthOf,
    ),
    attempt: column('try', 4, 'right', 'try', (_, { tries }) => String(tries)),
    time: column('time', 6, 'right', 'time', ({ trainSeconds }) => duration(trainSeconds)),
    worker: column('worker', 18, 'left', 'worker', ({ worker }) => worker ?? '–'),
    curve: column('curve', CURVE_LEAST, 'left', null, ({ curve }) => sparkline(curve, CURVE_LEAST), seedsOf),
  };
}

const standingOf = ({ place, group: { phase } }: GroupRow): string =>
  phase === 'control' ? 'ctl' : String(place ?? '–');

/** A seed stands beneath its config, whose place counts. */
function placeOf({ phase }: TrialRow, { place, isSeed }: Pick<TrialLine, 'place' | 'isSeed'>): string {
  if (isSeed) return '';
  if (phase === 'control') return 'ctl';
  return place === null ? '–' : String(place);
}

const phaseOf = ({ phase, config }: TrialRow): string => (phase === 'control' ? config.policy : phase);

/** Of a control the policy, which is what tells it from the finalist. */
const kindOf = ({ group: { phase, policy } }: GroupRow): string => (phase === 'control' ? policy : phase);

function seedsOf({ group }: GroupRow): string {
  const over = group.trials.filter(({ state }) => state === 'complete').length;
  return `${over}/${group.trials.length} seeds`;
}

const halfWidthOf = ({ group: { validation } }: GroupRow): string =>
  validation && validation.halfWidth !== null ? `± ${(validation.halfWidth * 100).toFixed(2)}` : '';

/** All that the leaderboard can be sorted by, in the order of its columns. */
export const sortsFor = (searched: readonly string[]): TrialSort[] => [
  'rank',
  'number',
  'state',
  'error',
  'epochs',
  ...searched.map((field) => ({ field })),
  'try',
  'time',
  'worker',
];

export const sortName = (sort: TrialSort): string => (typeof sort === 'string' ? sort : sort.field);
