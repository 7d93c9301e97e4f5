import { readPulse } from '@ram-sweep/store/read';
import { sendJson } from '../respond/send.js';
import { within } from '../within.js';
import type { Answer } from './route.js';

const PATIENCE_MS = 3_000;

/** Whether this process runs; with `?ready`, whether it has something to read. */
export const healthz: Answer = (site, visit) =>
  visit.query.has('ready') ? readyz(site, visit) : sendJson(visit.response, 200, { status: 'up' });

/** 200 if the database answers, 503 otherwise. Why not is not said: anyone may ask. */
export const readyz: Answer = async ({ source }, { response }) => {
  const isReady = await within(
    PATIENCE_MS,
    source.read((reader) => readPulse(reader, [])),
  ).then(
    () => true,
    () => false,
  );
  sendJson(response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'no database' });
};
