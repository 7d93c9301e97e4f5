import type { Params, StudySpec } from '@ram-sweep/protocol';
import { completeConfig } from '../space/complete-config.js';
import { compile, type Compiled } from './evaluate.js';
import { parseExpression } from './parse.js';

type Constrained = Pick<StudySpec, 'require' | 'config' | 'pruner'>;

const compiled = new WeakMap<readonly string[], readonly Compiled[]>();

function constraints(require: readonly string[]): readonly Compiled[] {
  const known = compiled.get(require) ?? require.map((text) => compile(parseExpression(text)));
  compiled.set(require, known);
  return known;
}

/** Whether a trial with these params meets all that the study requires of its complete config. */
export const accepts = (spec: Constrained, params: Params): boolean => unmet(spec, params) === undefined;

/** The first constraint that a trial with these params does not meet; undefined if it meets all. */
export function unmet(spec: Constrained, params: Params): string | undefined {
  if (spec.require.length === 0) return undefined;
  const fields = completeConfig(spec, params);
  return spec.require[constraints(spec.require).findIndex((holds) => holds(fields) !== true)];
}
