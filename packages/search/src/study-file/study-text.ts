import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type YAMLError,
} from 'yaml';
import type { StudyProblem } from '../errors.js';
import type { Finding, Path } from './finding.js';
import { MAX_DEPTH, yamlShape, type AliasUse, type Position } from './yaml-shape.js';

/** Notation of a study file. */
export type StudyFormat = 'yaml' | 'json';

/** A study file as plain values, with the way back to line and column. */
export interface StudyText {
  readonly value: unknown;
  /** What is wrong with the text although it has values: keys that are repeated, of which the last one counts. */
  readonly problems: readonly StudyProblem[];
  /** The place of a key or value, or of the nearest thing around it. */
  locate(path: Path, at: Finding['at']): Position | undefined;
}

/** Longer than any study a person writes, short enough that no input can exhaust the parser. */
const MAX_LENGTH = 65_536;
/** Aliases that one file may resolve, against files that grow exponentially. */
const MAX_ALIASES = 100;
const MAX_SYNTAX_PROBLEMS = 10;

/** Reads YAML or JSON. Returns either the text's values or its syntax errors. */
export function parseText(text: string, format: StudyFormat): StudyText | readonly StudyProblem[] {
  if (text.length > MAX_LENGTH) {
    return [{ path: '', message: `is ${text.length} characters long`, allowed: `at most ${MAX_LENGTH}` }];
  }
  if (text.includes('\0')) return [{ path: '', message: 'is not text: it holds zero bytes' }];
  const { tooDeep, aliases } = yamlShape(text);
  if (tooDeep !== undefined)
    return [{ path: '', message: `is nested more than ${MAX_DEPTH} deep here`, ...tooDeep }];
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    merge: true,
    ...(format === 'json' ? { schema: 'json' as const } : {}),
  });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const problemOf = (error: YAMLError): StudyProblem => ({
    path: '',
    message: describeSyntaxError(error, text),
    ...position(error.pos[0]),
  });
  const errors = [...document.errors, ...document.warnings];
  const repeated = errors.filter(isRepeatedKey).slice(0, MAX_SYNTAX_PROBLEMS).map(problemOf);
  if (errors.some((error) => !isRepeatedKey(error)))
    return errors.slice(0, MAX_SYNTAX_PROBLEMS).map(problemOf);
  const strict = format === 'json' ? jsonProblem(text) : undefined;
  if (strict !== undefined)
    return [...repeated, { path: '', message: strict.message, ...position(strict.offset) }];
  return resolved(document, { position, aliases, repeated });
}

/** The one mistake of notation that leaves a text with values: the rest of it can be judged. */
const isRepeatedKey = ({ code }: YAMLError): boolean => code === 'DUPLICATE_KEY';

/** What is known of a text besides its document. */
interface Known {
  readonly position: (offset: number) => Position;
  readonly aliases: readonly AliasUse[];
  readonly repeated: readonly StudyProblem[];
}

function resolved(
  document: Document.Parsed,
  { position, aliases, repeated }: Known,
): StudyText | StudyProblem[] {
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return {
      value,
      problems: repeated,
      locate(path, at) {
        const offset = offsetOf(document, path, at);
        return offset === undefined ? undefined : position(offset);
      },
    };
  } catch (error) {
    const unresolved = explainUnresolved(error as Error, aliases);
    if (unresolved === undefined) throw error;
    return [...repeated, { path: '', ...unresolved }];
  }
}

/** What keeps a file with correct syntax from having values; undefined for an error that is not the file's fault. */
function explainUnresolved(
  error: Error,
  aliases: readonly AliasUse[],
): Pick<StudyProblem, 'message' | 'line' | 'column'> | undefined {
  const { message } = error;
  if (message.startsWith('Merge sources')) return { message: 'merges (<<) a value that is not a mapping' };
  if (!(error instanceof ReferenceError)) return undefined;
  if (message.startsWith('Excessive alias count'))
    return {
      message: `uses more than ${MAX_ALIASES} aliases, directly or through others`,
      ...oneTooMany(aliases),
    };
  const name = message.split(': ').at(-1);
  return {
    message: message.replace(/^U/, 'has an u'),
    ...aliases.find((alias) => alias.name === name)?.position,
  };
}

/** The first alias of an anchor beyond the limit; where they are too many only through others, the last of all. */
function oneTooMany(aliases: readonly AliasUse[]): Position | undefined {
  const uses = new Map<string, number>();
  const excess = aliases.find(({ name }) => {
    uses.set(name, (uses.get(name) ?? 0) + 1);
    return uses.get(name)! > MAX_ALIASES;
  });
  return (excess ?? aliases.at(-1))?.position;
}

/** Follows the path as far as it goes; a key that is missing is placed at what should hold it. */
function offsetOf(document: Document.Parsed, path: Path, at: Finding['at']): number | undefined {
  let node: Node | null = document.contents;
  let offset = offsetOfNode(node);
  for (const [depth, part] of path.entries()) {
    const held = member(document, node, part);
    if (held === undefined) return offset;
    const named = depth === path.length - 1 && at === 'key';
    offset = (named ? undefined : offsetOfNode(held.value)) ?? offsetOfNode(held.key) ?? offset;
    node = held.value;
  }
  return offset;
}

interface Member {
  readonly key: Node | null;
  readonly value: Node | null;
}

function member(document: Document.Parsed, node: Node | null, part: string | number): Member | undefined {
  const holder = isAlias(node) ? node.resolve(document) : node;
  if (isMap<Node, Node | null>(holder)) {
    return holder.items.findLast(({ key }) => isScalar(key) && String(key.value) === part);
  }
  const item = isSeq<Node>(holder) ? holder.items[Number(part)] : undefined;
  return item === undefined ? undefined : { key: null, value: item };
}

/** Where a node starts; undefined if nothing is written, as after `space:` at a line's end. */
function offsetOfNode(node: Node | null): number | undefined {
  if (!node?.range) return undefined;
  const [start, end] = node.range;
  return isScalar(node) && start === end ? undefined : start;
}

function describeSyntaxError(error: YAMLError, text: string): string {
  switch (error.code) {
    case 'DUPLICATE_KEY': {
      const [key = ''] = /^[^\s:,}]+/.exec(text.slice(error.pos[0])) ?? [];
      return `the key ${key} appears here for the second time`;
    }
    case 'TAB_AS_INDENT':
      return 'the line starts with a tab; YAML is indented with spaces';
    case 'MULTIPLE_DOCS':
      return 'a second document starts here (---); a study file is one document';
    default:
      return error.message;
  }
}

/** Anything that a YAML reader accepts and JSON does not have, such as comments and trailing commas. */
function jsonProblem(text: string): { message: string; offset: number } | undefined {
  const body = text.replace(/^\uFEFF/, '');
  if (body.trim() === '') return undefined;
  try {
    JSON.parse(body);
    return undefined;
  } catch (error) {
    const { message } = error as SyntaxError;
    const [, offset] = /position (\d+)/.exec(message) ?? [];
    return { message: `is not JSON: ${message}`, offset: offset === undefined ? 0 : Number(offset) };
  }
}
