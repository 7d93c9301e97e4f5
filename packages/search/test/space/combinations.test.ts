import * as fc from 'fast-check';
import type { Distribution, Params, ParamValue, SearchSpace } from '@ram-sweep/protocol';
import { describe, expect, test } from 'vitest';
import { cardinality } from '../../src/index.js';
import { Combinations } from '../../src/space/combinations.js';
import { conditionsHold, dependencyOrder } from '../../src/space/conditions.js';
import { paramsKey } from '../../src/space/params.js';
import { allValues } from '../../src/space/values.js';
import { spec } from '../specs.js';

const combinationsOf = (space: SearchSpace, fixed: Partial<Params> = {}): Combinations =>
  new Combinations(space, fixed, (distribution) => allValues(distribution)!);

const listed = (combinations: Combinations): Params[] =>
  Array.from({ length: combinations.count }, (_, rank) => combinations.at(rank));

/** Every combination by the definition: field after field, each value, where the conditions hold. */
function byDefinition(space: SearchSpace, fixed: Partial<Params>): Params[] {
  return dependencyOrder(space).order.reduce<Record<string, ParamValue>[]>(
    (drawn, field) =>
      drawn.flatMap((params) => {
        const distribution = space[field]!;
        if (!conditionsHold(distribution, params, fixed)) return [params];
        const values = allValues(distribution)!;
        return Array.from({ length: values.size }, (_, rank) => ({ ...params, [field]: values.at(rank) }));
      }),
    [{}],
  );
}

describe('combinations', () => {
  test('fields without conditions multiply', () => {
    const space: SearchSpace = {
      glimpses: { distribution: 'integer', low: 2, high: 8 },
      scale: { distribution: 'categorical', choices: [1, 2, 3] },
    };
    expect(combinationsOf(space).count).toBe(21);
  });

  test('a conditional field counts only where its conditions hold', () => {
    const of = spec(
      'space:',
      '  optimizer: { distribution: categorical, choices: [adam, sgd] }',
      '  momentum: { distribution: categorical, choices: [0, 0.5, 0.9], when: { optimizer: sgd } }',
      '  glimpses: { distribution: integer, low: 1, high: 4, when: { momentum: [0.5, 0.9] } }',
    );
    // adam; sgd with 0; sgd with 0.5 or 0.9 and 4 glimpses each.
    expect(cardinality(of)).toBe(1 + 1 + 2 * 4);
  });

  test('a fixed value can be the condition', () => {
    const space: SearchSpace = {
      momentum: { distribution: 'categorical', choices: [0, 0.9], when: { optimizer: 'sgd' } },
    };
    expect(combinationsOf(space, { optimizer: 'sgd' }).count).toBe(2);
    expect(combinationsOf(space, { optimizer: 'adam' }).count).toBe(1);
    expect(combinationsOf(space).count).toBe(1);
  });

  test('counting is fast in a space that nobody could list', () => {
    const of = spec(
      'space:',
      ...['hidden', 'patchHidden', 'locationHidden', 'batchSize'].map(
        (field) => `  ${field}: { distribution: integer, low: 1, high: 4096 }`,
      ),
      '  glimpses: { distribution: integer, low: 1, high: 20, when: { hidden: 7 } }',
    );
    // 4096³ for each of 4,095 widths, and 20 times as many for the one that glimpses depend on.
    expect(cardinality(of)).toBe(4096 ** 3 * (4095 + 20));
  });

  test('a continuous field makes a space without end, unless its range is one value', () => {
    expect(cardinality(spec())).toBe(Infinity);
    expect(cardinality(spec('space: { std: { distribution: uniform, low: 0.1, high: 0.1 } }'))).toBe(1);
    expect(cardinality(spec('space: {}'))).toBe(1);
  });

  test('are those of the definition, each once, however conditions depend on one another', () => {
    const fields = ['a', 'b', 'c', 'd', 'e'];
    const values = fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 });
    const distribution = fc.oneof(
      values.map((choices): Distribution => ({ distribution: 'categorical', choices })),
      fc
        .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }))
        .map(([low, more]): Distribution => ({ distribution: 'integer', low, high: low + more })),
    );
    // Conditions name earlier fields or one that is not searched, so that there are no circles.
    const condition = (place: number) =>
      fc.dictionary(fc.constantFrom(...fields.slice(0, place), 'fixed'), values, { maxKeys: 2 });
    const spaces = fc
      .tuple(...fields.map((_, place) => fc.tuple(distribution, condition(place))))
      .map((drawn): SearchSpace =>
        Object.fromEntries(drawn.map(([field, when], place) => [fields[place]!, { ...field, when }])),
      );
    const fixed = fc.dictionary(fc.constantFrom('fixed', 'b'), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(spaces, fixed, (space, held) => {
        const expected = byDefinition(space, held).map(paramsKey).toSorted();
        const found = listed(combinationsOf(space, held)).map(paramsKey).toSorted();
        expect(found).toEqual(expected);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
