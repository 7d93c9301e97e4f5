import type { ParamValue } from '@ram-sweep/protocol';
import type { BinaryOperator, Expression } from './expression.js';

/** All fields of a trial config by name. */
export type Fields = Readonly<Record<string, ParamValue>>;

/** An expression that can be computed. */
export type Compiled = (fields: Fields) => ParamValue;

/**
 * Makes a function of an expression that checkTypes has accepted. Arithmetic with null gives NaN, for which no
 * comparison except != is true.
 */
export function compile(expression: Expression): Compiled {
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression;
      return () => value;
    }
    case 'field': {
      const { name } = expression;
      return (fields) => fields[name] ?? null;
    }
    case 'unary': {
      const operand = compile(expression.operand);
      return expression.operator === '-'
        ? (fields) => -number(operand(fields))
        : (fields) => operand(fields) !== true;
    }
    case 'binary':
      return between(expression.operator, compile(expression.left), compile(expression.right));
    default:
      return compileCall(expression);
  }
}

function compileCall({ name, operands }: Extract<Expression, { kind: 'call' }>): Compiled {
  const compiled = operands.map(compile);
  const choose = name === 'min' ? Math.min : Math.max;
  return (fields) => choose(...compiled.map((operand) => number(operand(fields))));
}

const number = (value: ParamValue): number => (typeof value === 'number' ? value : NaN);

const ARITHMETIC: Readonly<Partial<Record<BinaryOperator, (left: number, right: number) => ParamValue>>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '**': (left, right) => left ** right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

function between(operator: BinaryOperator, left: Compiled, right: Compiled): Compiled {
  const compute = ARITHMETIC[operator];
  if (compute !== undefined) return (fields) => compute(number(left(fields)), number(right(fields)));
  if (operator === 'and') return (fields) => left(fields) === true && right(fields) === true;
  if (operator === 'or') return (fields) => left(fields) === true || right(fields) === true;
  return operator === '=='
    ? (fields) => left(fields) === right(fields)
    : (fields) => left(fields) !== right(fields);
}
