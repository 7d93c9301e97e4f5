import type { ParamValue } from '@ram-sweep/protocol';
import { ExpressionError } from '../errors.js';
import type { BinaryOperator, Expression } from './expression.js';
import { tokenize, type Token } from './tokens.js';

/** How deep parts may be nested, so that no input can exhaust the stack. */
const MAX_DEPTH = 32;

/** How tightly each operator binds: those that bind more tightly are computed first (Pratt 1973). */
const BINDING: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '==': 4,
  '!=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
  '**': 8,
};
const NOT = 3;
const COMPARISON = 4;
const NEGATION = 7;

const SYNONYMS: Readonly<Record<string, string>> = { '&&': 'and', '||': 'or', '!': 'not' };
const CONSTANTS: ReadonlyMap<string, ParamValue> = new Map<string, ParamValue>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Reads an expression: numbers, texts in quotes, true, false, null and names; + - * / % **, comparisons, and, or, not
 * (also && || !), min(…), max(…) and parentheses. `**` binds more tightly than a minus before it and from the right;
 * `not` less tightly than a comparison. Throws an ExpressionError.
 */
export function parseExpression(text: string): Expression {
  const parser = new Parser(tokenize(text));
  const expression = parser.expression(0, 0);
  parser.expectEnd();
  return expression;
}

class Parser {
  readonly #tokens: readonly Token[];
  #place = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** An expression whose operators bind more tightly than `binding`. */
  expression(binding: number, depth: number): Expression {
    if (depth > MAX_DEPTH)
      throw new ExpressionError(`is nested more than ${MAX_DEPTH} deep`, this.#next.offset);
    let left = this.#operand(depth);
    for (;;) {
      const { offset } = this.#next;
      const operator = operatorOf(this.#next);
      if (operator === undefined || BINDING[operator] <= binding) return left;
      this.#place += 1;
      // A power binds from the right, and its exponent may have a minus.
      const right = this.expression(operator === '**' ? NEGATION : BINDING[operator], depth + 1);
      left = { kind: 'binary', operator, left, right, offset };
      if (BINDING[operator] === COMPARISON) this.#refuseChain();
    }
  }

  expectEnd(): void {
    if (this.#next.kind !== 'end') throw this.#unexpected('an operator');
  }

  get #next(): Token {
    return this.#tokens[Math.min(this.#place, this.#tokens.length - 1)]!;
  }

  #operand(depth: number): Expression {
    const { kind, text, offset } = this.#next;
    const word = SYNONYMS[text] ?? text;
    if (kind === 'number') return this.#taken({ kind: 'literal', value: Number(text), offset });
    if (kind === 'text') return this.#taken({ kind: 'literal', value: text, offset });
    if (kind === 'symbol' && word === '(') return this.#parenthesised(depth);
    if (kind === 'symbol' && word === '-') return this.#unary('-', NEGATION, depth);
    if (word === 'not') return this.#unary('not', NOT, depth);
    if (kind === 'name' && operatorOf(this.#next) === undefined) return this.#named(text, offset, depth);
    throw this.#unexpected('a number, a field or "("');
  }

  #taken(expression: Expression): Expression {
    this.#place += 1;
    return expression;
  }

  #unary(operator: '-' | 'not', binding: number, depth: number): Expression {
    const { offset } = this.#next;
    this.#place += 1;
    return { kind: 'unary', operator, operand: this.expression(binding, depth + 1), offset };
  }

  #parenthesised(depth: number): Expression {
    this.#place += 1;
    const inner = this.expression(0, depth + 1);
    this.#expect(')');
    return inner;
  }

  #named(name: string, offset: number, depth: number): Expression {
    this.#place += 1;
    const constant = CONSTANTS.get(name);
    if (constant !== undefined) return { kind: 'literal', value: constant, offset };
    if (this.#next.text !== '(' || this.#next.kind !== 'symbol') return { kind: 'field', name, offset };
    if (name !== 'min' && name !== 'max')
      throw new ExpressionError(`calls ${name}, but there are only min and max`, offset);
    return { kind: 'call', name, operands: this.#operands(depth), offset };
  }

  #operands(depth: number): Expression[] {
    const operands: Expression[] = [];
    do {
      this.#place += 1;
      operands.push(this.expression(0, depth + 1));
    } while (this.#next.kind === 'symbol' && this.#next.text === ',');
    this.#expect(')');
    return operands;
  }

  #expect(symbol: string): void {
    if (this.#next.kind !== 'symbol' || this.#next.text !== symbol) throw this.#unexpected(`"${symbol}"`);
    this.#place += 1;
  }

  #refuseChain(): void {
    const operator = operatorOf(this.#next);
    if (operator === undefined || BINDING[operator] !== COMPARISON) return;
    throw new ExpressionError('compares twice in a row', this.#next.offset, 'write a < b and b < c');
  }

  #unexpected(wanted: string): ExpressionError {
    const { kind, text, offset } = this.#next;
    const found = kind === 'end' ? 'ends' : `has ${JSON.stringify(text)}`;
    return new ExpressionError(`${found} where ${wanted} should be`, offset);
  }
}

function operatorOf({ kind, text }: Token): BinaryOperator | undefined {
  if (kind !== 'symbol' && kind !== 'name') return undefined;
  const word = SYNONYMS[text] ?? text;
  return Object.hasOwn(BINDING, word) ? (word as BinaryOperator) : undefined;
}
