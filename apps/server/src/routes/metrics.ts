import { exposition } from '../metrics/exposition.js';
import { serverMetrics } from '../metrics/server-metrics.js';
import { studyMetrics } from '../metrics/study-metrics.js';
import { workforceMetrics } from '../metrics/workforce-metrics.js';
import { sendMetrics } from '../respond/send.js';
import type { Answer } from './route.js';

/** Answers also while Postgres does not. */
export const metrics: Answer = async ({ meter, feeds, version }, { response }) => {
  const { observation, readAt, stale } = await meter.measure();
  const ofStudies =
    observation === null ? [] : [...studyMetrics(observation), ...workforceMetrics(observation.workforce)];
  const own = serverMetrics({ version, stale, readAt, viewers: feeds.viewers });
  sendMetrics(response, exposition([...own, ...ofStudies]));
};
