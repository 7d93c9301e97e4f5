import { appendActivity } from '../../activity-log.js';
import type { Queries, Store } from '../../connection/database.js';
import { appendInterventions, namedTrials } from '../../interventions.js';
import { requireStudy } from '../../study.js';
import { insertTrials, type NewTrial } from '../studies/create-study.js';
import { saveDrawn, type DrawnTrial } from './draw-trial.js';

/** Configs that a person wants tried next, as trials of the search. */
export interface EnqueuedTrials {
  /** They take the places of trials that were planned, and with them a part of the budget. */
  readonly planned: readonly DrawnTrial[];
  /** They come behind the last trial of the search. */
  readonly added: readonly (NewTrial & { readonly searchIndex: number })[];
}

/**
 * planned → waiting with the params that a person gave, and more trials: an intervention. Returns the numbers of the
 * trials. The caller holds the study's lock, so that nobody draws meanwhile: throws an Error, and changes nothing,
 * where a place is taken all the same. Throws NotFoundError if there is no such study.
 */
export function enqueueTrials(
  store: Store,
  studyId: string,
  { planned, added }: EnqueuedTrials,
): Promise<number[]> {
  const fromIndex = planned[0]?.index ?? added[0]?.searchIndex;
  if (fromIndex === undefined) return Promise.resolve([]);
  return store.transaction(async (db) => {
    await requireStudy(db, studyId);
    const numbers = await takePlaces(db, studyId, planned);
    if ((await insertTrials(db, studyId, added)) < added.length) throw taken(added[0]!.searchIndex);
    numbers.push(...added.map(({ number }) => number));
    const message = `${namedTrials(numbers)} enqueued`;
    await appendActivity(db, studyId, [{ kind: 'enqueued', message }]);
    await appendInterventions(db, studyId, [{ kind: 'enqueued', fromIndex, message }]);
    return numbers;
  });
}

async function takePlaces(db: Queries, studyId: string, planned: readonly DrawnTrial[]): Promise<number[]> {
  const numbers: number[] = [];
  for (const drawn of planned) {
    const number = await saveDrawn(db, studyId, drawn);
    if (number === undefined) throw taken(drawn.index);
    numbers.push(number);
  }
  return numbers;
}

const taken = (index: number): Error =>
  new Error(`place ${index} of the search was taken meanwhile; nothing was enqueued, try again`);
