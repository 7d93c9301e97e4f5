import type { StudyRecord } from '@ram-sweep/report';
import { findWinner, readProvenance, readRepeats } from '@ram-sweep/results';
import { readAttempts, readTrials, type Reader } from '@ram-sweep/store/read';
import { requireStudy } from '@ram-sweep/studies/find';

/** What a report needs of a study's tables; of the newest study without a name. Throws a CommandError if there is none. */
export async function readRecord(reader: Reader, name: string | undefined): Promise<StudyRecord> {
  const study = await requireStudy(reader, name);
  return {
    study,
    trials: await readTrials(reader, study.id, { sort: 'rank' }),
    winner: await findWinner(reader, study.id),
    repeats: await readRepeats(reader, study.id),
    provenance: await readProvenance(reader, study.id),
    attempts: await readAttempts(reader, study.id),
  };
}
