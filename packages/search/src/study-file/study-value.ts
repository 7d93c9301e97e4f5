import { StudyFileError } from '../errors.js';
import type { StudyText } from './study-text.js';
import { MAX_DEPTH } from './yaml-shape.js';

/**
 * A study that a program made, for the checks of a study file: what is undefined in it is left out, and nothing has a
 * line. Throws a StudyFileError for one that is nested too deep, as one is that contains itself.
 */
export const studyValue = (value: unknown, source: string): StudyText => ({
  value: withoutUndefined(value, source),
  problems: [],
  locate: () => undefined,
});

function withoutUndefined(value: unknown, source: string, depth = 0): unknown {
  if (depth > MAX_DEPTH)
    throw new StudyFileError(source, [{ path: '', message: `is nested more than ${MAX_DEPTH} deep` }]);
  if (Array.isArray(value)) return value.map((held: unknown) => withoutUndefined(held, source, depth + 1));
  if (!isPlain(value)) return value;
  const entries = Object.entries(value).filter(([, held]) => held !== undefined);
  return Object.fromEntries(entries.map(([key, held]) => [key, withoutUndefined(held, source, depth + 1)]));
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
