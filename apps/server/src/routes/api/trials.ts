import { readProvenance, type StudyResult } from '@ram-sweep/results';
import { trialDetailRecord, trialRecord } from '@ram-sweep/results/records';
import { readTrial, readTrials, trialPages, type TrialRow } from '@ram-sweep/store/read';
import { RequestRefusedError } from '../../errors.js';
import { sendList } from '../../respond/send-list.js';
import { sendJson } from '../../respond/send.js';
import type { Answer } from '../route.js';
import { requireStudy } from './require-study.js';
import { MOST_OF_A_PAGE, parseTrialsQuery } from './trials-query.js';

/** `ram-sweep trials STUDY --json`; with `limit` and `offset` a page of it. */
export const trials: Answer = ({ source }, { response, named, query }) => {
  const { state, phase, sort, limit, offset } = parseTrialsQuery(query);
  const choice = { sort, ...(state && { states: state }), ...(phase && { phases: phase }) };
  return source.read(async (reader) => {
    const found = await requireStudy(reader, named['study']!);
    const pages =
      limit === undefined && offset === undefined
        ? trialPages(reader, found.id, choice)
        : onePage(
            readTrials(reader, found.id, { ...choice, limit: limit ?? MOST_OF_A_PAGE, offset: offset ?? 0 }),
          );
    await sendList(response, recordsOf(found, pages));
  });
};

async function* onePage(page: Promise<TrialRow[]>): AsyncGenerator<TrialRow[]> {
  yield await page;
}

async function* recordsOf(study: StudyResult, pages: AsyncIterable<TrialRow[]>): AsyncGenerator<object[]> {
  for await (const page of pages) yield page.map((trial) => trialRecord(study, trial));
}

/** `ram-sweep show TRIAL STUDY --json` */
export const trial: Answer = ({ source }, { response, named }) =>
  source.read(async (reader) => {
    const found = await requireStudy(reader, named['study']!);
    const number = /^\d{1,9}$/.test(named['trial']!) ? Number(named['trial']) : null;
    const detail = number === null ? null : await readTrial(reader, found.id, number);
    if (detail === null)
      throw new RequestRefusedError(404, `study ${found.name} has no trial ${named['trial']}`);
    sendJson(response, 200, trialDetailRecord(found, detail, await readProvenance(reader, found.id)));
  });
