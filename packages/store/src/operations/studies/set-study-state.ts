import type { NotificationContent, StudyState } from '@ram-sweep/protocol';
import { and, eq, ne } from 'drizzle-orm';
import { appendActivity } from '../../activity-log.js';
import type { Store } from '../../connection/database.js';
import { enqueueNotification } from '../../outbox/enqueue.js';
import { studies } from '../../schema.js';
import { requireStudy } from '../../study.js';

interface NewState {
  readonly study: string;
  readonly state: StudyState;
  /** What to notify people of. Default: nothing. */
  readonly notification?: NotificationContent;
}

/** Sets the study's state; nothing happens if it has it already. Throws NotFoundError if there is no such study. */
export function setStudyState(store: Store, { study, state, notification }: NewState): Promise<void> {
  return store.transaction(async (db) => {
    const changed = await db
      .update(studies)
      .set({ state })
      .where(and(eq(studies.id, study), ne(studies.state, state)));
    if (changed.rowCount !== 1) return requireStudy(db, study);
    await appendActivity(db, study, [{ kind: 'study', message: `study ${state}` }]);
    if (notification) await enqueueNotification(db, study, notification);
  });
}
