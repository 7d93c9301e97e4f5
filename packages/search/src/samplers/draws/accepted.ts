import type { Params, StudySpec } from '@ram-sweep/protocol';
import { accepts } from '../../require/accepts.js';
import { allCombinations } from '../../space/cardinality.js';
import { paramsKey, sameParams } from '../../space/params.js';
import type { Draw } from './draw.js';
import type { Observation } from '../observation.js';
import { drawRandom } from '../random.js';
import { shuffledCombinations } from './shuffled.js';

/** How often a sampler is asked before random search takes over. */
const OWN_ATTEMPTS = 10;
/** Draws of random search. If one config in 10,000 is accepted, all fail once in e¹⁰ ≈ 22,000 trials. */
const RANDOM_ATTEMPTS = 100_000;
/**
 * Fewer suffice if configs are refused because they were drawn before: then the space is small, and is searched
 * exhaustively.
 */
const DISCRETE_ATTEMPTS = 100;

/**
 * The first params that a sampler draws for a trial which meet `require` and, in a discrete space with `distinct`,
 * are new. If the sampler's own attempts give none, random search takes over; at last a discrete space is searched
 * exhaustively in a random order. Null if nothing is left.
 *
 * All trials of the study before this one count as drawn, whatever happened to them. Those of earlier studies do
 * not, because the best of them must be able to win here.
 */
export function suggestAccepted(
  spec: StudySpec,
  index: number,
  history: readonly Observation[],
  draw: Draw,
  { distinct = false }: { distinct?: boolean } = {},
): Params | null {
  const combinations = allCombinations(spec);
  const drawn = distinct && combinations !== null ? history.filter((trial) => trial.index >= 0) : [];
  const own = ownAttempts(
    (attempt) => draw(spec, index, history, attempt),
    (params) => accepts(spec, params) && !drawn.some((trial) => sameParams(trial.params, params)),
  );
  if (own !== undefined) return own;
  const keys = new Set(drawn.map(({ params }) => paramsKey(params)));
  const suits = (params: Params): boolean => accepts(spec, params) && !keys.has(paramsKey(params));
  const attempts = keys.size === 0 ? RANDOM_ATTEMPTS : DISCRETE_ATTEMPTS;
  return (
    randomAttempts(spec, index, attempts, suits) ??
    firstThat(suits, shuffledCombinations(spec, index)) ??
    null
  );
}

/** Null if the sampler has nothing to suggest; undefined if none of its suggestions is acceptable. */
function ownAttempts(
  draw: (attempt: number) => Params | null,
  suits: (params: Params) => boolean,
): Params | null | undefined {
  let last: Params | undefined;
  for (let attempt = 0; attempt < OWN_ATTEMPTS; attempt += 1) {
    const params = draw(attempt);
    if (params === null || suits(params)) return params;
    // A sampler that has only one answer need not be asked ten times.
    if (last !== undefined && sameParams(last, params)) return undefined;
    last = params;
  }
  return undefined;
}

/** The first acceptable attempt of random search. Attempt 0 is the sampler's own, if it is random search. */
function randomAttempts(
  spec: StudySpec,
  index: number,
  attempts: number,
  suits: (params: Params) => boolean,
): Params | undefined {
  for (let attempt = 1; attempt < attempts; attempt += 1) {
    const params = drawRandom(spec, index, attempt);
    if (suits(params)) return params;
  }
  return undefined;
}

function firstThat(suits: (params: Params) => boolean, candidates: Iterable<Params>): Params | undefined {
  for (const params of candidates) if (suits(params)) return params;
  return undefined;
}
