import type { TrialConfig } from '@ram-sweep/protocol';
import { trialPages, type Reader, type TrialRow } from '@ram-sweep/store/read';
import { readRepeats } from './repeats.js';
import { winnerOf, type Winner } from './winner.js';

/** The best config of those that suit somebody, and where it stands among all. */
export interface SuitingWinner extends Winner {
  /** Place among the finalists, from 1; null where none of them suits, or those that do are in training. */
  readonly finalistRank: number | null;
  readonly finalists: number;
  /** Place in the search by validation error, from 1. */
  readonly searchRank: number;
}

/** The winner as it would be if a study had but the configs that suit; null where no trial with an epoch does. */
export async function findSuitingWinner(
  reader: Reader,
  studyId: string,
  suits: (config: TrialConfig) => boolean,
): Promise<SuitingWinner | null> {
  const groups = await readRepeats(reader, studyId);
  // A control's config differs from its finalist's in the policy, which costs another number.
  const wanted = new Set(
    groups
      .filter(({ phase, trials }) => phase === 'finalist' && suits(trials[0]!.config))
      .map(({ repeats }) => repeats),
  );
  const suiting = groups.filter(({ repeats }) => wanted.has(repeats));
  const searched = await firstOfSearch(reader, studyId, ({ config }) => suits(config));
  const winner = winnerOf(suiting, searched?.trial ?? null);
  if (winner === null) return null;
  const finalists = groups.filter(({ phase }) => phase === 'finalist');
  const { group } = winner;
  const origin =
    group === null
      ? searched
      : await firstOfSearch(reader, studyId, ({ number }) => number === group.repeats);
  return {
    ...winner,
    finalistRank: group === null ? null : finalists.indexOf(group) + 1,
    finalists: finalists.length,
    searchRank: origin?.rank ?? 0,
  };
}

/** The first trial of the search, best first, that is looked for, and its place. */
async function firstOfSearch(
  reader: Reader,
  studyId: string,
  isIt: (trial: TrialRow) => boolean,
): Promise<{ trial: TrialRow; rank: number } | null> {
  let before = 0;
  for await (const page of trialPages(reader, studyId, { phases: ['search'], ranked: true })) {
    const place = page.findIndex(isIt);
    if (place >= 0) return { trial: page[place]!, rank: before + place + 1 };
    before += page.length;
  }
  return null;
}
