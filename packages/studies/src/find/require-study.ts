import {
  findStudySummary,
  readTrial,
  type Reader,
  type StudySummary,
  type TrialDetail,
} from '@ram-sweep/store/read';
import { notFound } from '../errors.js';

/** The study that a command is about: the one named, or the newest. */
export async function requireStudy(reader: Reader, name: string | undefined): Promise<StudySummary> {
  const study = await findStudySummary(reader, name);
  if (study) return study;
  throw name
    ? notFound(`there is no study ${name}`, `see them all with \`ram-sweep studies\``)
    : notFound('there is no study yet', `start one with \`ram-sweep start studies/quickstart.yaml\``);
}

/** A trial of a study by its number; where there is none, tells how to find which there are. */
export async function requireTrial(
  reader: Reader,
  study: StudySummary,
  number: number,
): Promise<TrialDetail> {
  const trial = await readTrial(reader, study.id, number);
  if (trial) return trial;
  const known =
    study.trials === 1 ? 'it has one trial alone' : `see them all with \`ram-sweep trials ${study.name}\``;
  throw notFound(`study ${study.name} has no trial ${number}`, known);
}
