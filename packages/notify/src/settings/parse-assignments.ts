import type { NamedTarget } from './notify-settings.js';
import { targetSchema } from './target.js';

/** One target in a flag or variable is wrong. Says nothing of its address. */
interface RefusedAssignment {
  /** Its place in the text, from 1. */
  readonly place: number;
  readonly problem: string;
}

/**
 * Targets as flags and variables have them: `KIND=URL`, or `program=FILE`, apart by white space. Each is named after
 * its kind, from the second on with a number, and `taken` names are left out. Throws nothing: what is wrong is
 * returned.
 */
export function parseAssignments(
  text: string,
  taken: readonly string[] = [],
): { readonly targets: readonly NamedTarget[]; readonly refused: readonly RefusedAssignment[] } {
  const targets: NamedTarget[] = [];
  const refused: RefusedAssignment[] = [];
  const names = new Set(taken);
  for (const [index, word] of text.split(/\s+/).filter(Boolean).entries()) {
    const [, kind = '', where = ''] = /^([a-z]+)=(.*)$/.exec(word) ?? [];
    const parsed = targetSchema.safeParse(kind === 'program' ? { kind, run: [where] } : { kind, url: where });
    if (!parsed.success) {
      refused.push({ place: index + 1, problem: problemOf(kind, parsed.error.issues[0]!.message) });
      continue;
    }
    const name = freeName(kind, names);
    names.add(name);
    targets.push({ name, target: parsed.data });
  }
  return { targets, refused };
}

const problemOf = (kind: string, message: string): string =>
  kinds.includes(kind) ? `${kind}: ${message}` : `write KIND=URL, where KIND is one of ${kinds.join(', ')}`;

const kinds = targetSchema.options.map(({ shape }) => shape.kind.value as string);

function freeName(kind: string, taken: ReadonlySet<string>): string {
  let name = kind;
  for (let count = 2; taken.has(name); count += 1) name = `${kind}-${count}`;
  return name;
}
