// @ts-check
import {
  findStudySummary,
  readActivity,
  readNotificationTargets,
  readTrial,
  readTrials,
  readWorkers,
} from '@ram-sweep/store/read';

/** @typedef {Awaited<ReturnType<typeof readBack>>} ReadBack */

/**
 * What the read side says of a study: its summary, its trials, one of them in full, activity, workers and
 * notifications. Dates are texts, as in JSON. Left out: the configs of the other trials, and what changes with the time
 * of day.
 * @param {import('@ram-sweep/store/read').Reader} reader
 * @param {{ study: string, trial: number }} names
 */
export async function readBack(reader, { study, trial: number }) {
  const summary = await findStudySummary(reader, study);
  if (!summary) throw new Error(`there is no study ${study}`);
  const { id, driven: _driven, ...lasting } = summary;
  const trials = await readTrials(reader, id);
  const trial = await readTrial(reader, id, number);
  if (!trial) throw new Error(`there is no trial ${number} in the study ${study}`);
  return asJson({
    summary: { id, ...lasting },
    trials: trials.map(({ config: _config, ...row }) => row),
    trial,
    activity: await readActivity(reader, id, { limit: 1000 }),
    notifications: await readNotificationTargets(reader),
    workers: (await readWorkers(reader)).map(({ secondsAgo: _secondsAgo, ...row }) => row),
  });
}

/**
 * @template Value
 * @param {Value} value
 * @returns {Value} Its dates are texts, which the type does not say.
 */
const asJson = (value) => JSON.parse(JSON.stringify(value));
