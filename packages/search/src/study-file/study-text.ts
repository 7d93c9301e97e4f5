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

/** Notation of a study file. */
export type StudyFormat = 'yaml' | 'json';

interface Position {
  readonly line: number;
  readonly column: number;
}

/** A study file as plain values, with the way back to line and column. */
export interface StudyText {
  readonly value: unknown;
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
  const problems = [...document.errors, ...document.warnings].map((error) => ({
    path: '',
    message: describeSyntaxError(error, text),
    ...position(error.pos[0]),
  }));
  if (problems.length > 0) return problems.slice(0, MAX_SYNTAX_PROBLEMS);
  const strict = format === 'json' ? jsonProblem(text) : undefined;
  if (strict !== undefined) return [{ path: '', message: strict.message, ...position(strict.offset) }];
  return resolved(document, position);
}

function resolved(
  document: Document.Parsed,
  position: (offset: number) => Position,
): StudyText | StudyProblem[] {
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return {
      value,
      locate(path, at) {
        const offset = offsetOf(document, path, at);
        return offset === undefined ? undefined : position(offset);
      },
    };
  } catch (error) {
    const message = describeUnresolved(error as Error);
    if (message === undefined) throw error;
    return [{ path: '', message }];
  }
}

/** What keeps a file with correct syntax from having values; undefined for an error that is not the file's fault. */
function describeUnresolved(error: Error): string | undefined {
  if (error.message.startsWith('Merge sources')) return 'merges (<<) a value that is not a mapping';
  if (!(error instanceof ReferenceError)) return undefined;
  return error.message.startsWith('Excessive alias count')
    ? `uses more than ${MAX_ALIASES} aliases`
    : error.message.replace(/^U/, 'has an u');
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
    return holder.items.find(({ key }) => isScalar(key) && String(key.value) === part);
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
