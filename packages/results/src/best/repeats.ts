import type { TrialConfig } from '@ram-sweep/protocol';
import { rankFinalists, type MeanInterval, type RepeatGroup } from '@ram-sweep/search/finalists';
import { readTrials, type Reader, type TrialRow } from '@ram-sweep/store/read';
import { meanTests } from './mean-tests.js';

/** A config that was trained again with fresh seeds, and how its trainings did on the test images. */
export interface RepeatResult extends RepeatGroup<TrialRow> {
  readonly tests: readonly RepeatTest[];
}

/** The mean over a config's trainings, tested under one protocol. */
export interface RepeatTest extends MeanInterval {
  readonly policy: TrialConfig['evaluation'];
  readonly rollouts: number;
}

/** Finalists, best first, then controls. */
export async function readRepeats(reader: Reader, studyId: string): Promise<RepeatResult[]> {
  const trials = await readTrials(reader, studyId, { phases: ['finalist', 'control'] });
  return rankFinalists(trials).map((group) => ({ ...group, tests: meanTests(group.trials) }));
}
