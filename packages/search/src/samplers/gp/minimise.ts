/** A function of several variables: its value at a point, and its gradient. */
export type Differentiable = (at: Float64Array) => {
  readonly value: number;
  readonly gradient: Float64Array;
};

interface Step {
  readonly move: Float64Array;
  readonly change: Float64Array;
  readonly inverse: number;
}

const MEMORY = 8;
const SMALL_GRADIENT = 1e-2;
const SMALL_GAIN = 1e-5;
const SUFFICIENT = 1e-4;
const HALVINGS = 12;

/**
 * A local minimum near `start` by L-BFGS (Nocedal & Wright 2006, algorithm 7.5) with halving of the step until it gains
 * enough: `most` iterations at most, no randomness.
 */
export function minimise(
  f: Differentiable,
  start: Float64Array,
  most: number,
): { at: Float64Array; value: number } {
  let at = start;
  let { value, gradient } = f(at);
  let steps: readonly Step[] = [];
  for (let iteration = 0; iteration < most && largest(gradient) > SMALL_GRADIENT; iteration += 1) {
    const direction = descent(gradient, steps);
    const next = lineSearch(f, { at, value, gradient, direction, first: steps.length === 0 });
    if (next === undefined) break;
    steps = remember(steps, difference(next.at, at), difference(next.gradient, gradient));
    const gain = value - next.value;
    ({ at, value, gradient } = next);
    if (gain < SMALL_GAIN) break;
  }
  return { at, value };
}

const largest = (vector: Float64Array): number =>
  vector.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, each, index) => sum + each * b[index]!, 0);
const difference = (a: Float64Array, b: Float64Array): Float64Array =>
  a.map((each, index) => each - b[index]!);
const plus = (a: Float64Array, b: Float64Array, times: number): Float64Array =>
  a.map((each, index) => each + times * b[index]!);

function remember(steps: readonly Step[], move: Float64Array, change: Float64Array): readonly Step[] {
  const curvature = dot(move, change);
  return curvature > 1e-10 ? [...steps.slice(1 - MEMORY), { move, change, inverse: 1 / curvature }] : steps;
}

function descent(gradient: Float64Array, steps: readonly Step[]): Float64Array {
  let direction: Float64Array = gradient.map((each) => -each);
  const shares: number[] = [];
  for (const { move, change, inverse } of steps.toReversed()) {
    const share = inverse * dot(move, direction);
    shares.push(share);
    direction = plus(direction, change, -share);
  }
  const last = steps.at(-1);
  if (last !== undefined) {
    const scale = dot(last.move, last.change) / dot(last.change, last.change);
    direction = direction.map((each) => each * scale);
  }
  for (const { move, change, inverse } of steps)
    direction = plus(direction, move, shares.pop()! - inverse * dot(change, direction));
  return direction;
}

function lineSearch(
  f: Differentiable,
  {
    at,
    value,
    gradient,
    direction,
    first,
  }: { at: Float64Array; value: number; gradient: Float64Array; direction: Float64Array; first: boolean },
): { at: Float64Array; value: number; gradient: Float64Array } | undefined {
  const slope = dot(gradient, direction);
  let length = first ? Math.min(1, 1 / largest(gradient)) : Math.min(1, 4 / largest(direction));
  for (let halving = 0; halving < HALVINGS; halving += 1, length /= 2) {
    const next = plus(at, direction, length);
    const found = f(next);
    if (found.value <= value + SUFFICIENT * length * slope) return { at: next, ...found };
  }
  return undefined;
}
