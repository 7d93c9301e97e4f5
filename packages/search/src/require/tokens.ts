import { ExpressionError } from '../errors.js';

/** A piece of an expression. */
export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'symbol' | 'end';
  /** As it is written; for a text, what is between the quotes. */
  readonly text: string;
  /** Place of its first character in the expression, counted from 0. */
  readonly offset: number;
}

const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[A-Za-z_]\w*/y;
const TEXT = /"[^"]*"|'[^']*'/y;
const SYMBOL = /\*\*|<=|>=|==|!=|&&|\|\||[<>+\-*/%!(),]/y;

/**
 * The tokens of an expression, ending with an end token. Throws an ExpressionError at anything that starts no
 * token.
 */
export function tokenize(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  for (;;) {
    offset += /^\s*/.exec(expression.slice(offset))![0].length;
    if (offset === expression.length) return [...tokens, { kind: 'end', text: '', offset }];
    const { token, length } = tokenAt(expression, offset);
    tokens.push(token);
    offset += length;
  }
}

function tokenAt(expression: string, offset: number): { token: Token; length: number } {
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = offset;
    return pattern.exec(expression)?.[0];
  };
  const found = (kind: Token['kind'], written: string, text = written) => ({
    token: { kind, text, offset },
    length: written.length,
  });
  const number = match(NUMBER);
  if (number !== undefined) return found('number', number);
  const name = match(NAME);
  if (name !== undefined) return found('name', name);
  const text = match(TEXT);
  if (text !== undefined) return found('text', text, text.slice(1, -1));
  const symbol = match(SYMBOL);
  if (symbol !== undefined) return found('symbol', symbol);
  throw strange(expression, offset);
}

const HINTS: Readonly<Record<string, string>> = {
  '=': 'compare with ==',
  '^': 'write powers with **',
  '&': 'write and',
  '|': 'write or',
};

function strange(expression: string, offset: number): ExpressionError {
  const character = String.fromCodePoint(expression.codePointAt(offset)!);
  if (character === '"' || character === "'")
    return new ExpressionError('has a quote that is never closed', offset);
  return new ExpressionError(
    `has ${JSON.stringify(character)}, which means nothing here`,
    offset,
    HINTS[character],
  );
}
