import { CollectedTrials, type StudyRecord } from '@ram-sweep/report';
import { findWinner, readProvenance, readRepeats } from '@ram-sweep/results';
import { readAttempts, trialPages, type Reader } from '@ram-sweep/store/read';
import { requireStudy } from '@ram-sweep/studies/find';

/**
 * What a report needs of a study's tables; of the newest study without a name. Throws a CommandError if there is none.
 */
export async function readRecord(reader: Reader, name: string | undefined): Promise<StudyRecord> {
  const study = await requireStudy(reader, name);
  const repeats = await readRepeats(reader, study.id);
  const repeated = new Set(repeats.map(({ repeats: number }) => number));
  const collected = new CollectedTrials(study.trials, repeated);
  for await (const page of trialPages(reader, study.id, { sort: 'rank' })) collected.add(page);
  return {
    study,
    trials: collected.trials,
    listed: collected.listed,
    winner: await findWinner(reader, study.id),
    repeats,
    provenance: await readProvenance(reader, study.id),
    attempts: await readAttempts(reader, study.id),
  };
}
