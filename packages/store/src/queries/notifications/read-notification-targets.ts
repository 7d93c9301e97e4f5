import { asc, eq, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { notifications, notificationTargets, studies } from '../../schema.js';

/** A target of a study, and how its notifications have fared. */
export interface NotificationTargetRow {
  readonly studyId: string;
  readonly study: string;
  readonly target: string;
  /** Whether notifications are made for it. */
  readonly active: boolean;
  readonly delivered: number;
  readonly givenUp: number;
  readonly waiting: number;
}

/** The targets of all studies, by the names of study and target. */
export function readNotificationTargets(reader: Reader): Promise<NotificationTargetRow[]> {
  const { studyId, name, active, delivered, givenUp } = notificationTargets;
  return reader.query((db) =>
    db
      .select({
        studyId,
        study: studies.name,
        target: name,
        active,
        delivered,
        givenUp,
        waiting: sql<number>`(
          select count(*) from ${notifications} as waiting
          where waiting.study_id = ${studyId} and waiting.target = ${name})`.mapWith(Number),
      })
      .from(notificationTargets)
      .innerJoin(studies, eq(studies.id, studyId))
      .orderBy(asc(studies.name), asc(name)),
  );
}
