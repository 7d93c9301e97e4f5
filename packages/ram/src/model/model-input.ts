import { slotNames, type Batch, type ModelState, type Noise } from './engine.js';
import type { ModelSpec } from './model-spec.js';
import { elementCount, parameterShapes, type Parameters } from './parameters.js';
import { ModelInputError } from '../errors.js';

/** Throws a ModelInputError unless the state has exactly the parameters, slots and lengths of the spec. */
export function checkState(spec: ModelSpec, state: ModelState): void {
  checkParameters(spec, state.parameters, 'parameters');
  checkNames(state.slots, slotNames(spec), 'slots', `optimizer ${spec.optimizer}`);
  for (const name of slotNames(spec)) checkParameters(spec, state.slots[name]!, `slots.${name}`);
  if (!Number.isSafeInteger(state.updates) || state.updates < 0) {
    throw new ModelInputError('updates', `must be a whole number of at least 0, not ${state.updates}`);
  }
}

/** Throws a ModelInputError unless images, labels (if any) and noise have the spec's sizes. */
export function checkBatch(
  spec: ModelSpec,
  batch: Pick<Batch, 'rows' | 'images'> & Partial<Pick<Batch, 'labels'>>,
  noise: Noise,
): void {
  const { rows, images, labels } = batch;
  if (!Number.isSafeInteger(rows) || rows < 1) {
    throw new ModelInputError('rows', `must be a whole number of at least 1, not ${rows}`);
  }
  checkLength('images', images, rows * spec.imageSize ** 2);
  checkLength('noise.first', noise.first, rows * 2);
  checkLength('noise.steps', noise.steps, (spec.glimpses - 1) * rows * 2);
  if (labels === undefined) return;
  checkLength('labels', labels, rows);
  const stray = labels.find((label) => label < 0 || label >= spec.classes);
  if (stray !== undefined) {
    throw new ModelInputError('labels', `must be below ${spec.classes}, the number of classes, not ${stray}`);
  }
}

function checkParameters(spec: ModelSpec, parameters: Parameters, field: string): void {
  const shapes = parameterShapes(spec);
  checkNames(parameters, Object.keys(shapes), field, 'this model');
  for (const [name, shape] of Object.entries(shapes)) {
    checkLength(`${field}.${name}`, parameters[name]!, elementCount(shape));
  }
}

function checkNames(
  given: Readonly<Record<string, unknown>>,
  wanted: readonly string[],
  field: string,
  owner: string,
): void {
  const missing = wanted.find((name) => !Object.hasOwn(given, name));
  if (missing !== undefined)
    throw new ModelInputError(`${field}.${missing}`, `is missing, and ${owner} has it`);
  const extra = Object.keys(given).find((name) => !wanted.includes(name));
  if (extra !== undefined) throw new ModelInputError(`${field}.${extra}`, `is not a part of ${owner}`);
}

function checkLength(field: string, values: { readonly length: number }, length: number): void {
  if (values.length === length) return;
  throw new ModelInputError(field, `must hold ${length} numbers, not ${values.length}`);
}
