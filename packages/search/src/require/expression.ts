import type { ParamValue } from '@ram-sweep/protocol';

/** Operators between two operands. */
export type BinaryOperator =
  '+' | '-' | '*' | '/' | '%' | '**' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'and' | 'or';

/** An expression over the fields of a trial config. Each part has its position, counted from 0. */
export type Expression = { readonly offset: number } & (
  | { readonly kind: 'literal'; readonly value: ParamValue }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'unary'; readonly operator: '-' | 'not'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'call'; readonly name: 'min' | 'max'; readonly operands: readonly Expression[] }
);
