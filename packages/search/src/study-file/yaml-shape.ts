import { CST, Lexer, LineCounter, Parser } from 'yaml';

/** A place in a text, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a text uses what stands at an anchor. */
export interface AliasUse {
  readonly name: string;
  readonly position: Position;
}

/** What a YAML text looks like before any of its values exists. */
interface YamlShape {
  /** Where the first collection begins that is nested too deep; undefined if none is. */
  readonly tooDeep: Position | undefined;
  /** In the order of the text; as far as it was read, where something is too deep. */
  readonly aliases: readonly AliasUse[];
}

/** Several times as deep as a study can be. What makes values of a text calls itself for each level. */
export const MAX_DEPTH = 32;

/** Reads a text token by token, without recursion, up to the first collection that is nested too deep. */
export function yamlShape(text: string): YamlShape {
  const lines = new LineCounter();
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const aliases: AliasUse[] = [];
  let before = '';
  for (const lexeme of new Lexer().lex(text)) {
    if (before !== CST.SCALAR && CST.tokenType(lexeme) === 'alias')
      aliases.push({ name: lexeme.slice(1), position: position(parser.offset) });
    before = lexeme;
    // It yields what is complete; what is still open is on its stack, beneath all of it the document.
    Array.from(parser.next(lexeme));
    const deepest = parser.stack[MAX_DEPTH + 1];
    if (CST.isCollection(deepest)) return { tooDeep: position(deepest.offset), aliases };
  }
  return { tooDeep: undefined, aliases };
}
