import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExpressionError } from '../../src/index.js';
import { checkTypes, type FieldKind } from '../../src/require/check-types.js';
import { compile, type Fields } from '../../src/require/evaluate.js';
import { parseExpression } from '../../src/require/parse.js';

const fields: Fields = { a: 2, b: 3, c: 8, none: null, optimizer: 'sgd' };
const computed = (text: string, of: Fields = fields) => compile(parseExpression(text))(of);

describe('what an expression comes to', () => {
  test.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 4 - 3', 3],
    ['2 * c / 4 % 3', 1],
    // From the right: 2 ** (3 ** 2) = 512.
    ['2 ** 3 ** 2', 512],
    ['-2 ** 2', -4],
    ['2 ** -1', 0.5],
    ['- -a', 2],
    ['1.5e1 + .5 + 2.', 17.5],
    ['min(a, b, c) + max(a, 2 * b)', 8],
    ['c / 0', Infinity],
  ])('%s is %d', (text, value) => {
    expect(computed(text)).toBe(value);
  });

  test.each([
    ['a < b', true],
    ['a * 4 >= c', true],
    ['a > b or b < c and a == 3', false],
    ['(a > b or b < c) and a == 2', true],
    ['a > b || b < c && a != 3', true],
    ['not a > b', true],
    ['!(a > b) and not false', true],
    ['not a == 2 or true', true],
    ["optimizer == 'sgd'", true],
    ['optimizer != "adam"', true],
    ['none == null', true],
    ['a == null', false],
    ['(a < b) == (b < c)', true],
    ['a*2**(b-1)<=c', true],
  ])('%s is %s', (text, value) => {
    expect(computed(text)).toBe(value);
  });

  test.each(['none > 1', 'none <= 1', 'none + 1 == 1', 'min(none, 1) <= 1', 'none * 0 == 0'])(
    'what is computed from null makes no comparison true: %s',
    (text) => {
      expect(computed(text)).toBe(false);
    },
  );

  test('arithmetic is that of JavaScript', () => {
    const numbers = fc.integer({ min: 1, max: 9 });
    const operators = fc.constantFrom('+', '-', '*', '/', '%', '**', '<', '<=', '>', '>=');
    fc.assert(
      fc.property(fc.array(fc.tuple(operators, numbers), { maxLength: 8 }), numbers, (rest, first) => {
        const comparisons = rest.filter(([operator]) => operator.includes('<') || operator.includes('>'));
        fc.pre(comparisons.length <= 1);
        const text = [first, ...rest.flat()].join(' ');
        // The text has numbers and operators alone.
        // oxlint-disable-next-line typescript/no-implied-eval
        const expected: unknown = new Function(`return ${text}`)();
        expect(computed(text)).toBe(expected);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

const failure = (act: () => unknown): ExpressionError => {
  try {
    act();
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error('the expression was taken as it is');
};

describe('what cannot be read', () => {
  test.each([
    ['', 'ends where a number, a field or "(" should be', 0],
    ['a +', 'ends where a number, a field or "(" should be', 3],
    ['a b', 'has "b" where an operator should be', 2],
    ['(a < b', 'ends where ")" should be', 6],
    ['a < b)', 'has ")" where an operator should be', 5],
    ['a = b', 'has "=", which means nothing here', 2],
    ['a ^ b', 'has "^", which means nothing here', 2],
    ["a == 'x", 'has a quote that is never closed', 5],
    ['a < b < c', 'compares twice in a row', 6],
    ['and', 'has "and" where a number, a field or "(" should be', 0],
    ['min()', 'has ")" where a number, a field or "(" should be', 4],
    ['exec(1)', 'calls exec, but there are only min and max', 0],
    ['a; b', 'has ";", which means nothing here', 1],
    ['a.b', 'has ".", which means nothing here', 1],
    ['a[0]', 'has "[", which means nothing here', 1],
    ['💣', 'has "💣", which means nothing here', 0],
  ])('%j %s, at %d', (text, message, offset) => {
    expect(failure(() => parseExpression(text))).toMatchObject({ message, offset });
  });

  test.each(['(', '-', 'not ', '2 ** ', 'min(1, '])('endless nesting is refused: %s', (piece) => {
    expect(failure(() => parseExpression(piece.repeat(500)))).toMatchObject({
      message: 'is nested more than 32 deep',
    });
  });

  test('a long chain does not count as nesting', () => {
    expect(computed(Array.from({ length: 250 }, () => '1').join('+'))).toBe(250);
  });
});

const kinds: Readonly<Record<string, FieldKind>> = { a: 'number', optimizer: ['adam', 'sgd'] };
const checked = (text: string): void => checkTypes(parseExpression(text), (name) => kinds[name]!);

describe('what makes no sense', () => {
  test.each([
    ['a', 'is a number, not a condition', 0],
    ['a + 1', 'is a number, not a condition', 2],
    ['optimizer', 'is a text, not a condition', 0],
    ['null', 'is null, not a condition', 0],
    ["optimizer < 'b'", 'has a text where < takes a number', 0],
    ['a < null', 'has null where < takes a number', 4],
    ['a and true', 'has a number where and takes true or false', 0],
    ['not a', 'has a number where not takes true or false', 4],
    ['-true < 1', 'has true or false where - takes a number', 1],
    ['min(a, true) < 1', 'has true or false where min takes a number', 7],
    ["a == 'x'", 'compares a number with a text by ==', 2],
    ['(a < 1) == a', 'compares true or false with a number by ==', 8],
    ["optimizer == 'sdg'", 'compares optimizer with "sdg"', 13],
    ["'sdg' != optimizer", 'compares optimizer with "sdg"', 0],
  ])('%s %s, at %d', (text, message, offset) => {
    expect(failure(() => checked(text))).toMatchObject({ message, offset });
  });

  test.each(["optimizer == 'sgd' and a > 1", 'a != null', 'true', 'not (a < 1) == false', '2 < 3'])(
    '%s does',
    (text) => {
      expect(() => checked(text)).not.toThrow();
    },
  );
});

test('any text is read or refused, and a condition that is read comes to true or false', () => {
  const pieces = fc.oneof(
    fc.constantFrom('a', '1', '2.5', '+', '-', '*', '/', '%', '**', '<', '<=', '==', '!=', '(', ')', ','),
    fc.constantFrom(
      'and',
      'or',
      'not',
      '!',
      '&&',
      '||',
      'min(',
      'max(',
      'null',
      'true',
      "'sgd'",
      'optimizer',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  let read = 0;
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (words) => {
      const text = words.join(' ');
      try {
        checked(text);
      } catch (error) {
        expect(error instanceof ExpressionError || error instanceof TypeError).toBe(true);
        return;
      }
      read += 1;
      expect(computed(text)).toBeTypeOf('boolean');
    }),
    { seed: 1, numRuns: 5_000 },
  );
  expect(read).toBeGreaterThan(10);
});
