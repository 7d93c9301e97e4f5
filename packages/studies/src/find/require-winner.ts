import { findWinner, type Winner } from '@ram-sweep/results';
import type { Reader, StudySummary } from '@ram-sweep/store/read';
import { notFound } from '../errors.js';

/** The winner of a study. Throws a StudiesError (not found) where no trial has finished an epoch. */
export async function requireWinner(reader: Reader, study: StudySummary): Promise<Winner> {
  const winner = await findWinner(reader, study.id);
  if (winner) return winner;
  if (study.state === 'complete')
    throw notFound(
      `study ${study.name} is over, and no trial of it has finished an epoch`,
      `\`ram-sweep trials ${study.name}\` says why`,
    );
  throw notFound(
    `no trial of study ${study.name} has finished an epoch yet`,
    `follow it with \`ram-sweep watch ${study.name}\``,
  );
}
