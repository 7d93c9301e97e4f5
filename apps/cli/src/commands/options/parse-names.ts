import { trialPhases, trialStates, type TrialPhase, type TrialState } from '@ram-sweep/protocol';
import { InvalidArgumentError } from 'commander';

/** States of trials, separated by commas. */
export const parseStates = (text: string): TrialState[] =>
  parseNames(text, 'state', trialStates, { flag: '--phase', names: trialPhases });

/** Phases of trials, separated by commas. */
export const parsePhases = (text: string): TrialPhase[] =>
  parseNames(text, 'phase', trialPhases, { flag: '--state', names: trialStates });

/** `other`: another flag, for which a name may have been meant. */
function parseNames<Name extends string>(
  text: string,
  what: string,
  known: readonly Name[],
  other: { readonly flag: string; readonly names: readonly string[] },
): Name[] {
  return text.split(',').map((word) => {
    const name = known.find((each) => each === word.trim());
    if (name !== undefined) return name;
    throw new InvalidArgumentError(
      other.names.includes(word.trim())
        ? `${word.trim()} is no ${what}: use ${other.flag} ${word.trim()}`
        : `${JSON.stringify(word.trim())} is no ${what}: must be one of ${known.join(', ')}`,
    );
  });
}
