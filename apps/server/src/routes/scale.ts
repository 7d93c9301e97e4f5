import { readDemand } from '@ram-sweep/store/read';
import { RequestRefusedError } from '../errors.js';
import { sendJson } from '../respond/send.js';
import { within } from '../within.js';
import { requireOnce } from './require-once.js';
import type { Answer } from './route.js';

const PATIENCE_MS = 5_000;

/**
 * How many trials workers are needed for now, in all studies or in one. While that cannot be read it is an error, never
 * 0: an autoscaler keeps what it has, instead of ending workers that train.
 */
export const scale: Answer = async ({ source }, { response, query }) => {
  requireOnce(query);
  const study = query.get('study') ?? undefined;
  const demand = await within(
    PATIENCE_MS,
    source.read((reader) => readDemand(reader, study)),
  );
  if (demand === null) throw new RequestRefusedError(404, `there is no study ${study}`);
  const { running, claimable } = demand;
  sendJson(response, 200, { running, claimable, total: running + claimable });
};
