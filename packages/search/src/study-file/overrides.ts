import {
  describeValue,
  formatPath,
  isMapping,
  valueAt,
  wrongValue,
  type Finding,
  type Path,
} from './finding.js';

/** A flag that sets one field of a study. It wins over the file; the last flag wins over those before it. */
export interface StudyOverride {
  /** Dots between names, such as `config.learningRate`. */
  readonly path: string;
  /** The value itself. null at a field of `space` takes that field out of the search. */
  readonly value: unknown;
  /** How to name the flag to people, such as `--epochs`. */
  readonly flag: string;
}

interface Overridden {
  readonly value: unknown;
  readonly findings: readonly (Finding & { readonly flag: string })[];
}

/** The study with the flags applied. The given study stays as it is. */
export function applyOverrides(study: unknown, overrides: readonly StudyOverride[]): Overridden {
  return overrides.reduce<Overridden>(
    ({ value, findings }, override) => {
      const path = override.path.split('.');
      const removed = path.length === 2 && path[0] === 'space' && override.value === null;
      const blocker = whatBlocks(value, path) ?? (removed ? whatIsNotSearched(value, path) : undefined);
      if (blocker !== undefined)
        return { value, findings: [...findings, { ...blocker, flag: override.flag }] };
      return { value: withValue(value, path, removed ? undefined : override.value), findings };
    },
    { value: study, findings: [] },
  );
}

/** The flag that set the value at `path`, if one did: the last that set it or something around it. */
export function blamedFlag(path: Path, overrides: readonly StudyOverride[]): string | undefined {
  return overrides.findLast((override) => leadsTo(override.path.split('.'), path))?.flag;
}

/** The flag that made the section at `path`, which the file does not have, in order to set something in it. */
export function makerOf(path: Path, overrides: readonly StudyOverride[]): string | undefined {
  return overrides.find((override) => leadsTo(path, override.path.split('.')))?.flag;
}

const leadsTo = (start: Path, path: Path): boolean =>
  start.length <= path.length && start.every((part, index) => part === path[index]);

function whatBlocks(study: unknown, path: readonly string[]): Finding | undefined {
  if (path.some((part) => part === '')) {
    return wrongValue([], `the field to set is missing in "${path.join('.')}"`, {
      hint: 'write it as field=value',
    });
  }
  let held = study;
  for (const [depth, part] of path.entries()) {
    if (!isMapping(held)) {
      const holder = path.slice(0, depth);
      return wrongValue(path, `cannot be set: ${formatPath(holder)} is ${describeValue(held)}`);
    }
    if (!Object.hasOwn(held, part)) return undefined;
    held = held[part];
  }
  return undefined;
}

function whatIsNotSearched(study: unknown, path: Path): Finding | undefined {
  return valueAt(study, path) === undefined
    ? wrongValue(path, 'is not searched, so it cannot be taken out of the search')
    : undefined;
}

/** A copy with one value set, or removed if it is undefined. Only what lies on the path is copied. */
function withValue(held: unknown, path: readonly string[], value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const changed = { ...(isMapping(held) ? held : {}) };
  const inner = withValue(Object.hasOwn(changed, name) ? changed[name] : undefined, rest, value);
  const entries = Object.entries({ ...changed, [name]: inner });
  return Object.fromEntries(entries.filter(([key]) => key !== name || inner !== undefined));
}
