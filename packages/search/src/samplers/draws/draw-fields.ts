import type { Distribution, Params, ParamValue, StudySpec } from '@ram-sweep/protocol';
import { conditionsHold, dependencyOrder } from '../../space/conditions.js';

/** Chooses the value of one field, given what was chosen for the fields before it. */
export type DrawField = (field: string, distribution: Distribution, drawn: Params) => ParamValue;

/**
 * Chooses field after field, each after those that its conditions name; one whose conditions do not hold is left out.
 * Throws a RangeError if the conditions of the space form a cycle.
 */
export function drawFields({ space, config }: Pick<StudySpec, 'space' | 'config'>, draw: DrawField): Params {
  const drawn: Record<string, ParamValue> = {};
  for (const [field, distribution] of fieldsInOrder(space)) {
    if (conditionsHold(distribution, drawn, config)) drawn[field] = draw(field, distribution, drawn);
  }
  return Object.freeze(drawn);
}

type Fields = readonly (readonly [string, Distribution])[];

const known = new WeakMap<StudySpec['space'], Fields>();

/** The fields of a space, each after those that its conditions name. Throws a RangeError if those form a cycle. */
export function fieldsInOrder(space: StudySpec['space']): Fields {
  const fields = known.get(space) ?? orderFields(space);
  known.set(space, fields);
  return fields;
}

function orderFields(space: StudySpec['space']): Fields {
  const { order } = dependencyOrder(space);
  if (order.length < Object.keys(space).length)
    throw new RangeError('the conditions of the search space form a cycle');
  const distributions = space as Readonly<Record<string, Distribution | undefined>>;
  return order.flatMap((field) => {
    const distribution = distributions[field];
    return distribution === undefined ? [] : [[field, distribution] as [string, Distribution]];
  });
}
