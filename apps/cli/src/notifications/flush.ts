import { counted } from '@ram-sweep/format';
import { stderrLog } from '@ram-sweep/log';
import { Courier } from '@ram-sweep/notify';
import type { NamedTarget } from '@ram-sweep/notify/settings';
import { lockStudy, type Store } from '@ram-sweep/store';
import { readNotificationTargets, type NotificationTargetRow } from '@ram-sweep/store/read';

/** How long each study's notifications may take. */
const PATIENCE_MS = 30_000;

interface Flushed {
  /** A sentence for each target of each study for which something waited. */
  readonly lines: readonly string[];
  /** Notifications that still wait. */
  readonly waiting: number;
}

/** Delivers what waits for targets that are known here, of all studies or the named one. */
export async function flush(
  store: Store,
  targets: readonly NamedTarget[],
  study: string | undefined,
): Promise<Flushed> {
  const before = (await readNotificationTargets(store)).filter(
    (row) => row.waiting > 0 && (study === undefined || [row.study, row.studyId].includes(study)),
  );
  const studies = new Map(before.map((row) => [row.studyId, row.study]));
  const running = new Set<string>();
  for (const [id, name] of studies) {
    const isDone = await flushStudy(store, { id, name }, wantedBy(before, id, targets));
    if (!isDone) running.add(id);
  }
  const after = await readNotificationTargets(store);
  const known = targets.map(({ name }) => name);
  const lines = before.map((row) => {
    const left = after.find(({ studyId, target }) => studyId === row.studyId && target === row.target);
    return describe(row, left, { isRunning: running.has(row.studyId), isKnown: known.includes(row.target) });
  });
  const waiting = after
    .filter(({ studyId }) => studies.has(studyId))
    .reduce((sum, row) => sum + row.waiting, 0);
  return { lines, waiting };
}

const wantedBy = (
  rows: readonly NotificationTargetRow[],
  id: string,
  targets: readonly NamedTarget[],
): readonly NamedTarget[] =>
  targets.filter(({ name }) => rows.some(({ studyId, target }) => studyId === id && target === name));

/** False: a coordinator drives the study, and delivers what waits. */
async function flushStudy(
  store: Store,
  study: { readonly id: string; readonly name: string },
  targets: readonly NamedTarget[],
): Promise<boolean> {
  const lock = await lockStudy(store, study.id);
  if (!lock) return false;
  try {
    await new Courier({ store, study, targets, log: stderrLog('notify') }).finish(PATIENCE_MS);
    return true;
  } finally {
    await lock.release();
  }
}

function describe(
  before: NotificationTargetRow,
  after: NotificationTargetRow | undefined,
  { isRunning, isKnown }: { isRunning: boolean; isKnown: boolean },
): string {
  const place = `study ${before.study}`;
  if (isRunning) return `${place}: is running; its coordinator delivers what waits for ${before.target}`;
  if (!isKnown)
    return `${place}: ${counted(before.waiting, 'notification')} for ${before.target}, a target that is not set here`;
  const delivered = (after?.delivered ?? 0) - before.delivered;
  const left = after?.waiting ?? 0;
  const rest = left > 0 ? `, ${left} still wait` : '';
  return `${place}: ${counted(delivered, 'notification')} delivered to ${before.target}${rest}`;
}
