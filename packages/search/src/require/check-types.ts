import type { ParamValue } from '@ram-sweep/protocol';
import { ExpressionError } from '../errors.js';
import type { BinaryOperator, Expression } from './expression.js';

/** What a part of an expression is. A number may be null if its field may. */
type Kind = 'a number' | 'a text' | 'true or false' | 'null';

/** What is known of a field: that it is a number, or the texts that it can be. */
export type FieldKind = 'number' | readonly string[];

/** What is known of a field by its name; throws an ExpressionError for a name that is not a field. */
export type FieldKinds = (name: string, offset: number) => FieldKind;

/** Throws an ExpressionError if operands do not fit their operator, or if the whole is not a condition. */
export function checkTypes(expression: Expression, fieldKinds: FieldKinds): void {
  const kind = kindOf(expression, fieldKinds);
  if (kind !== 'true or false')
    throw new ExpressionError(
      `is ${kind}, not a condition`,
      expression.offset,
      'compare it, e.g. with <= 60',
    );
}

function kindOf(expression: Expression, fieldKinds: FieldKinds): Kind {
  switch (expression.kind) {
    case 'literal':
      return kindOfValue(expression.value);
    case 'field':
      return fieldKinds(expression.name, expression.offset) === 'number' ? 'a number' : 'a text';
    case 'unary': {
      const wanted = expression.operator === '-' ? 'a number' : 'true or false';
      return expectKind(expression.operand, wanted, expression.operator, fieldKinds);
    }
    case 'binary':
      return kindOfBinary(expression, fieldKinds);
    default:
      for (const operand of expression.operands) {
        expectKind(operand, 'a number', expression.name, fieldKinds);
      }
      return 'a number';
  }
}

function kindOfValue(value: ParamValue): Kind {
  if (value === null) return 'null';
  if (typeof value === 'number') return 'a number';
  return typeof value === 'string' ? 'a text' : 'true or false';
}

type Binary = Extract<Expression, { kind: 'binary' }>;

const COMPARISONS: ReadonlySet<BinaryOperator> = new Set(['<', '<=', '>', '>=']);

function kindOfBinary(expression: Binary, fieldKinds: FieldKinds): Kind {
  const { operator, left, right } = expression;
  if (operator === '==' || operator === '!=') return kindOfEquality(expression, fieldKinds);
  const wanted = operator === 'and' || operator === 'or' ? 'true or false' : 'a number';
  expectKind(left, wanted, operator, fieldKinds);
  expectKind(right, wanted, operator, fieldKinds);
  return COMPARISONS.has(operator) ? 'true or false' : wanted;
}

function expectKind(operand: Expression, wanted: Kind, operator: string, fieldKinds: FieldKinds): Kind {
  const kind = kindOf(operand, fieldKinds);
  if (kind === wanted) return kind;
  throw new ExpressionError(`has ${kind} where ${operator} takes ${wanted}`, operand.offset);
}

function kindOfEquality({ operator, left, right, offset }: Binary, fieldKinds: FieldKinds): Kind {
  const [one, other] = [kindOf(left, fieldKinds), kindOf(right, fieldKinds)];
  if (one !== other && one !== 'null' && other !== 'null')
    throw new ExpressionError(`compares ${one} with ${other} by ${operator}`, offset);
  expectPossible(left, right, fieldKinds);
  expectPossible(right, left, fieldKinds);
  return 'true or false';
}

/** A text that the field can never be makes the comparison the same for all configs, which nobody intends. */
function expectPossible(field: Expression, literal: Expression, fieldKinds: FieldKinds): void {
  if (field.kind !== 'field' || literal.kind !== 'literal' || typeof literal.value !== 'string') return;
  const kind = fieldKinds(field.name, field.offset);
  if (kind === 'number' || kind.includes(literal.value)) return;
  const way = `${field.name} is one of ${kind.join(', ')}`;
  throw new ExpressionError(
    `compares ${field.name} with ${JSON.stringify(literal.value)}`,
    literal.offset,
    way,
  );
}
