import { findWinner, listStudies, readProvenance, type StudyResult } from '@ram-sweep/results';
import { winnerRecord } from '@ram-sweep/results/records';
import type { Reader } from '@ram-sweep/store/read';
import { RequestRefusedError } from '../../errors.js';
import { sendList } from '../../respond/send-list.js';
import { sendJson } from '../../respond/send.js';
import type { Answer } from '../route.js';
import { requireStudy } from './require-study.js';

/** `ram-sweep studies --json` */
export const studies: Answer = ({ source }, { response }) =>
  source.read((reader) => sendList(response, studyPages(reader)));

async function* studyPages(reader: Reader): AsyncGenerator<object[]> {
  for await (const study of listStudies(reader)) yield [await studyRecord(reader, study)];
}

const studyRecord = async (reader: Reader, study: StudyResult): Promise<object> => ({
  ...study,
  ...(await readProvenance(reader, study.id)),
});

/** One record of that list. */
export const study: Answer = ({ source }, { response, named }) =>
  source.read(async (reader) => {
    const found = await requireStudy(reader, named['study']!);
    sendJson(response, 200, await studyRecord(reader, found));
  });

/** `ram-sweep best STUDY --json` */
export const best: Answer = ({ source }, { response, named }) =>
  source.read(async (reader) => {
    const found = await requireStudy(reader, named['study']!);
    const winner = await findWinner(reader, found.id);
    if (winner === null)
      throw new RequestRefusedError(404, `no trial of study ${found.name} has finished an epoch yet`);
    const provenance = await readProvenance(reader, found.id);
    sendJson(response, 200, winnerRecord({ study: found, winner, provenance }));
  });
