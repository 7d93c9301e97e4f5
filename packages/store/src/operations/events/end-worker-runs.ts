import { eq, sql } from 'drizzle-orm';
import type { Store } from '../../connection/database.js';
import { workers } from '../../schema.js';

/** Writes down that a worker is gone: it trains nothing any more. When it was seen last stays. */
export async function endWorkerRuns(store: Store, worker: string): Promise<void> {
  await store.query((db) =>
    db.update(workers).set({ runs: [], state: 'draining' }).where(eq(workers.id, worker)),
  );
}

/** Writes down that no worker trains a trial of the study any more. */
export async function endStudyRuns(store: Store, studyId: string): Promise<void> {
  const others = sql`coalesce(
    (select jsonb_agg(run) from jsonb_array_elements(${workers.runs}) as run where run ->> 'study' <> ${studyId}),
    '[]'::jsonb
  )`;
  await store.query((db) =>
    db
      .update(workers)
      .set({ runs: others })
      .where(sql`${workers.runs} @> jsonb_build_array(jsonb_build_object('study', ${studyId}::text))`),
  );
}
