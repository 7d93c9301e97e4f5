import type { StudySpec } from '@ram-sweep/protocol';
import { trialConfigSchema } from '@ram-sweep/protocol';

type Pruning = Pick<StudySpec, 'pruner' | 'config'>;

/** Successive halving from one first rung, for some of the trials of a search. */
export interface Bracket {
  /** Epochs of its first rung. */
  readonly minEpochs: number;
  readonly reductionFactor: number;
  /** Its share of the trials, beside those of the other brackets. */
  readonly weight: number;
}

/**
 * The brackets of a study: one for asha, several for hyperband, none without rungs.
 *
 * Hyperband (Li et al. 2018): with r `minEpochs`, η `reductionFactor` and R the epochs of a trial there are
 * ⌊log_η(R/r)⌋ + 1 brackets, or as many as the study asks for. Bracket s has its first rung at r·η^s and
 * a weight of ⌈B·η^t/(t+1)⌉, t = B − 1 − s.
 */
export function bracketsOf({ pruner, config }: Pruning): readonly Bracket[] {
  if (pruner.name === 'asha') return [{ ...pruner, weight: 1 }];
  if (pruner.name !== 'hyperband') return [];
  const { minEpochs, reductionFactor, brackets: most } = pruner;
  const epochs = config.epochs ?? trialConfigSchema.shape.epochs.parse(undefined);
  const brackets: Bracket[] = [];
  for (let rung = minEpochs; rung <= epochs && brackets.length < most; rung *= reductionFactor)
    brackets.push({ minEpochs: rung, reductionFactor, weight: 1 });
  return brackets.map((bracket, s) => ({
    ...bracket,
    weight: trialsOf(s, brackets.length, reductionFactor),
  }));
}

function trialsOf(bracket: number, brackets: number, reductionFactor: number): number {
  const t = brackets - 1 - bracket;
  return Math.ceil((brackets * reductionFactor ** t) / (t + 1));
}

/**
 * Which bracket trial `index` of the search belongs to, as a place in `brackets`. Trials are spread over the
 * brackets as the points of the van der Corput sequence are over their shares, so that even the first few trials
 * cover all brackets.
 */
export function bracketAt(brackets: readonly Bracket[], index: number): number {
  let place = radicalInverse(index) * brackets.reduce((sum, { weight }) => sum + weight, 0);
  const found = brackets.findIndex(({ weight }) => {
    place -= weight;
    return place < 0;
  });
  return Math.max(0, found);
}

/** The binary digits of a whole number behind the point in reverse: 1, 2, 3, … are ½, ¼, ¾, … */
function radicalInverse(index: number): number {
  let inverse = 0;
  let digit = 0.5;
  for (let rest = index; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) inverse += digit;
    digit /= 2;
  }
  return inverse;
}

/** The bracket of trial `index` of the search; undefined if the study has no rungs. */
export function bracketOf(spec: Pruning, index: number): Bracket | undefined {
  const brackets = bracketsOf(spec);
  return brackets.length === 0 ? undefined : brackets[bracketAt(brackets, index)];
}

/** Epochs that trial `index` may train before its first verdict; null if it trains to its end. */
export function firstGrant(spec: Pruning, index: number, epochsTotal: number): number | null {
  const first = bracketOf(spec, index)?.minEpochs;
  return first !== undefined && first < epochsTotal ? first : null;
}
