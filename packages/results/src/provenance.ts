import { counted } from '@ram-sweep/format';
import {
  readEnvironments,
  readInterventions,
  readPriorDigests,
  type EnvironmentRow,
  type InterventionRow,
  type PriorDigest,
  type Reader,
} from '@ram-sweep/store/read';

/** What the outcome of a study rests on besides its file. */
export interface Provenance {
  readonly priors: readonly PriorDigest[];
  /** What people changed while it was under way, oldest first. */
  readonly interventions: readonly InterventionRow[];
  /** What its trials were trained with. Where there is more than one, it may not repeat bit for bit. */
  readonly environments: readonly EnvironmentRow[];
}

export async function readProvenance(reader: Reader, studyId: string): Promise<Provenance> {
  const [priors, interventions, environments] = await Promise.all([
    readPriorDigests(reader, studyId),
    readInterventions(reader, studyId),
    readEnvironments(reader, studyId),
  ]);
  return { priors, interventions, environments };
}

/** Interventions that a line names. */
const MOST_NAMED = 5;

/** One sentence each for whatever a reader should know of it; nothing of a study that rests on its file alone. */
export function describeProvenance({ priors, interventions, environments }: Provenance): string[] {
  return [
    ...(priors.length > 0 ? [`learned from ${priors.map(describePrior).join(', ')}`] : []),
    ...(interventions.length > 0 ? [describeInterventions(interventions)] : []),
    ...(environments.length > 1 ? [describeEnvironments(environments)] : []),
  ];
}

const describePrior = ({ study, digest, trials }: PriorDigest): string =>
  `${study} (${counted(trials, 'trial')}, digest ${digest.slice(0, 12)})`;

function describeInterventions(interventions: readonly InterventionRow[]): string {
  const named = interventions
    .slice(0, MOST_NAMED)
    .map(({ message, fromIndex }) => `${message} (counts from search trial ${fromIndex})`);
  const more = interventions.length - named.length;
  return `${counted(interventions.length, 'intervention')}: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function describeEnvironments(environments: readonly EnvironmentRow[]): string {
  const named = environments.map(({ environment, trials }) => `${environment} (${counted(trials, 'trial')})`);
  return `trained in ${environments.length} environments, so it may not repeat bit for bit: ${named.join('; ')}`;
}
