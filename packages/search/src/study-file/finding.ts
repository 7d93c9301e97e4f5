/** Keys and list positions from the top of a study down to a value. */
export type Path = readonly (string | number)[];

/** A mistake as a check reports it, before its place in the file is looked up. */
export interface Finding {
  readonly path: Path;
  /** Whether the name itself is wrong, or its value. */
  readonly at: 'key' | 'value';
  readonly message: string;
  /** It is a name that means nothing where it stands. */
  readonly isUnknown?: boolean;
  readonly allowed?: string | undefined;
  readonly hint?: string | undefined;
  /** The way out in the hint's place if a flag brought the value in. */
  readonly flagHint?: string | undefined;
  /** What elsewhere in the study makes it wrong, so that a flag that set that is named. */
  readonly because?: Path | undefined;
}

/** A finding about the value at `path`. */
export const wrongValue = (
  path: Path,
  message: string,
  more: Pick<Finding, 'allowed' | 'hint' | 'flagHint' | 'because'> = {},
): Finding => ({
  path,
  at: 'value',
  message,
  ...more,
});

/** A finding about the name at the end of `path`. */
export const wrongKey = (
  path: Path,
  message: string,
  more: Pick<Finding, 'allowed' | 'hint' | 'isUnknown'> = {},
): Finding => ({
  path,
  at: 'key',
  message,
  ...more,
});

/** `['space', 'scale', 'choices', 2]` as `space.scale.choices[2]`. */
export const formatPath = (path: Path): string =>
  path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('');

/** Whether a value is a mapping of names to values. */
export const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at `path` within `value`, or undefined. */
export function valueAt(value: unknown, path: Path): unknown {
  let held = value;
  for (const part of path) {
    if (typeof held !== 'object' || held === null || !Object.hasOwn(held, part)) return undefined;
    held = (held as Record<string | number, unknown>)[part];
  }
  return held;
}

/** A value as a person would name it: scalars as they are, the rest by kind. */
export function describeValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (isMapping(value)) return 'a mapping';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return value === undefined ? 'missing' : JSON.stringify(value);
}

/** A copy of `value` that lacks what stands at `path`. */
export function without(value: unknown, [name, ...rest]: Path): unknown {
  if (name === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.map((held: unknown, place) => (place === name ? without(held, rest) : held));
  const entries = Object.entries(value).filter(([key]) => key !== name || rest.length > 0);
  return Object.fromEntries(entries.map(([key, held]) => [key, key === name ? without(held, rest) : held]));
}
