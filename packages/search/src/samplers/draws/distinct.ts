import type { Params, StudySpec } from '@ram-sweep/protocol';
import { accepts } from '../../require/accepts.js';
import { allCombinations } from '../../space/cardinality.js';
import { paramsKey, sameParams } from '../../space/params.js';
import { suggestAccepted } from './accepted.js';
import type { Draw } from './draw.js';
import { enqueuedParams } from '../enqueued.js';
import type { Observation } from '../observation.js';
import { drawRandom } from '../random.js';
import { shuffledCombinations } from './shuffled.js';

/** Draws of a trial before the rest of the space is searched exhaustively. */
const ATTEMPTS = 100;

const randomly: Draw = (spec, index, _, attempt) => drawRandom(spec, index, attempt);

/**
 * Random search that draws no config twice in a discrete space, and is plain random search in any other. A trial
 * takes the first of its draws that no trial before it has, so its params follow from the study and its index
 * alone: those before it are drawn again. A spec remembers them, so n consecutive trials take time and memory
 * proportional to n.
 *
 * Configs that a person enqueued later are only in the history; they are not drawn again either.
 */
export function suggestDistinct(
  spec: StudySpec,
  index: number,
  history: readonly Observation[],
): Params | null {
  if (allCombinations(spec) === null) return suggestAccepted(spec, index, history, randomly);
  const params = replayOf(spec).at(index);
  const isTaken = (trial: Observation): boolean =>
    trial.index >= 0 && (params === null || sameParams(trial.params, params));
  return history.some(isTaken) ? suggestAccepted(spec, index, history, randomly, { distinct: true }) : params;
}

const replays = new WeakMap<StudySpec, Replay>();

function replayOf(spec: StudySpec): Replay {
  const replay = replays.get(spec) ?? new Replay(spec);
  replays.set(spec, replay);
  return replay;
}

/** The trials of a study as they are drawn one after another, as far as they were requested. */
class Replay {
  readonly #spec: StudySpec;
  readonly #drawn: (Params | null)[] = [];
  readonly #keys = new Set<string>();
  /**
   * What is left when draws no longer help. It only moves forward, because skipped configs are taken or not
   * accepted.
   */
  readonly #rest: Iterator<Params, undefined>;

  constructor(spec: StudySpec) {
    this.#spec = spec;
    this.#rest = shuffledCombinations(spec);
  }

  at(index: number): Params | null {
    while (this.#drawn.length <= index) {
      const params = this.#next(this.#drawn.length);
      if (params !== null) this.#keys.add(paramsKey(params));
      this.#drawn.push(params);
    }
    return this.#drawn[index]!;
  }

  #next(index: number): Params | null {
    const enqueued = enqueuedParams(this.#spec, index);
    if (enqueued !== null) return enqueued;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const params = drawRandom(this.#spec, index, attempt);
      if (this.#suits(params)) return params;
    }
    for (;;) {
      const { value } = this.#rest.next();
      if (value === undefined) return null;
      if (this.#suits(value)) return value;
    }
  }

  #suits(params: Params): boolean {
    return accepts(this.#spec, params) && !this.#keys.has(paramsKey(params));
  }
}
