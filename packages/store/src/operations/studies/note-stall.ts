import type { NotificationContent } from '@ram-sweep/protocol';
import { counted } from '@ram-sweep/format';
import { and, eq } from 'drizzle-orm';
import { appendActivity } from '../../activity-log.js';
import type { Store } from '../../connection/database.js';
import { enqueueNotification } from '../../outbox/enqueue.js';
import { studies } from '../../schema.js';

type Stall = Extract<NotificationContent, { kind: 'stall' }>['details'];

/**
 * Records that an active study has stopped recording epochs, and notifies people: once, until an epoch is recorded
 * again, whichever coordinator notices it. Returns whether it was news.
 */
export function noteStall(store: Store, studyId: string, stall: Stall): Promise<boolean> {
  return store.transaction(async (db) => {
    const noted = await db
      .update(studies)
      .set({ stalled: true })
      .where(and(eq(studies.id, studyId), eq(studies.stalled, false), eq(studies.state, 'active')));
    if (noted.rowCount !== 1) return false;
    await appendActivity(db, studyId, [{ kind: 'stall', message: describe(stall) }]);
    await enqueueNotification(db, studyId, { kind: 'stall', details: stall });
    return true;
  });
}

function describe({ minutes, running, workers }: Stall): string {
  const lately = `no epoch was recorded for ${counted(Math.round(minutes), 'minute')}`;
  return `${lately}; ${counted(running, 'running trial')}, ${counted(workers, 'worker')}`;
}
