import { findWinner, type Winner } from '@ram-sweep/results';
import type { Reader, StudySummary } from '@ram-sweep/store/read';
import { notFound, type StudiesError } from '../errors.js';

/** The winner of a study. Throws a StudiesError (not found) where no trial has finished an epoch. */
export async function requireWinner(reader: Reader, study: StudySummary): Promise<Winner> {
  const winner = await findWinner(reader, study.id);
  if (winner) return winner;
  throw withoutWinner(study);
}

/** The error for a study without a winner. `so`: what comes of that, if more than that there is nothing to show. */
export function withoutWinner({ name, state }: Pick<StudySummary, 'name' | 'state'>, so = ''): StudiesError {
  return state === 'complete'
    ? notFound(
        `study ${name} is over, and no trial of it has finished an epoch${so}`,
        `\`ram-sweep trials ${name}\` says why`,
      )
    : notFound(
        `no trial of study ${name} has finished an epoch yet${so}`,
        `follow it with \`ram-sweep watch ${name}\``,
      );
}
