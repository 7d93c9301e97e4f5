import { findStudySummary, type Reader, type StudySummary } from '@ram-sweep/store/read';
import { notFound } from './errors.js';

/** The study that a command is about: the one named, or the newest. */
export async function requireStudy(reader: Reader, name: string | undefined): Promise<StudySummary> {
  const study = await findStudySummary(reader, name);
  if (study) return study;
  throw name
    ? notFound(`there is no study ${name}`, 'see them all with `ram-sweep studies`')
    : notFound('there is no study yet', 'start one with `ram-sweep start`');
}
