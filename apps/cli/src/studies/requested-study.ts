import { findWinner } from '@ram-sweep/results';
import { parseStudy, readStudyFile, spaceAround, type StudyOverride } from '@ram-sweep/search';
import { findStudySummary, type Reader } from '@ram-sweep/store/read';
import type { RequestedSpec } from '@ram-sweep/studies/create';
import { withoutWinner } from '@ram-sweep/studies/find';
import { badUsage, notFound } from '../errors.js';
import { formatYaml } from '../print/format/format.js';
import { propose } from '../print/command/propose.js';
import { pathOfStudyFile, requireNearestFile } from './nearby-study-file.js';

/** A study that a person wants, and what it was read from. */
export interface RequestedStudy extends RequestedSpec {
  /** For people, before it starts. */
  readonly notes: readonly string[];
}

/**
 * The study of a file, with flags. Throws a StudyFileError with every mistake, and a CommandError for a file that is
 * not there where another of nearly that name is.
 */
export async function requestStudy(
  file: string,
  overrides: readonly StudyOverride[],
): Promise<RequestedStudy> {
  const source = await pathOfStudyFile(file);
  await requireNearestFile(source);
  return { spec: await readStudyFile(source, { overrides }), source, overrides, notes: [] };
}

/**
 * A study in a narrower space around the winner of another one. The rest is the file's; without one it is the other
 * study's, but for the configs that it tried first, which may lie outside now, and studies that it learned from. Throws
 * a CommandError where there is no such winner, or no name for the new study, and a StudyFileError.
 */
export async function requestAround(
  reader: Reader,
  name: string,
  file: string | undefined,
  given: readonly StudyOverride[],
): Promise<RequestedStudy> {
  const { study, trial, space } = await winnerSpace(reader, name);
  const overrides = [{ path: 'space', value: space, flag: `--from ${name}` }, ...given];
  const notes = [
    `the space of ${study.name}, narrowed around its trial ${trial}:\n${(await formatYaml({ space })).trimEnd()}`,
  ];
  if (file !== undefined) return { ...(await requestStudy(file, overrides)), notes };
  if (!given.some(({ path }) => path === 'name'))
    throw badUsage(`a study around the best of ${study.name} needs its own name`, 'add --name NEW');
  const text = JSON.stringify({ ...study.spec, first: [], prior: [] }, null, 2);
  const source = `study ${study.name}`;
  const spec = parseStudy(text, { source, format: 'json', overrides });
  return { spec, source, text, overrides, notes };
}

async function winnerSpace(reader: Reader, name: string) {
  const study = await findStudySummary(reader, name);
  if (study === null)
    throw notFound(`there is no study ${name} for --from`, `see them all with \`${propose('studies')}\``);
  const winner = await findWinner(reader, study.id);
  if (winner === null) throw withoutWinner(study, ', so --from has nothing to go by');
  const { spec } = study;
  if (Object.keys(spec.space).length === 0)
    throw badUsage(`study ${study.name} searches nothing that --from could narrow`, 'name another study');
  const trial = winner.trial.repeats ?? winner.trial.number;
  return { study, trial, space: spaceAround(spec, winner.trial.params) };
}
