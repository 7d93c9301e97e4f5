import type { StudyProblem } from '../errors.js';
import { formatPath, valueAt, type Finding } from './finding.js';
import { blamedFlag, makerOf, type StudyOverride } from './overrides.js';
import type { StudyText } from './study-text.js';

/** A finding with its place: the flag at fault, otherwise line and column. */
export function locate(finding: Finding, text: StudyText, overrides: readonly StudyOverride[]): StudyProblem {
  const { path } = finding;
  const made = valueAt(text.value, path) === undefined ? makerOf(path, overrides) : undefined;
  const flag = blamedFlag(path, overrides) ?? made;
  const { flagHint = finding.hint } = finding;
  return flag === undefined
    ? toProblem(withCause(finding, overrides), text.locate(path, finding.at) ?? {})
    : toProblem(withCause({ ...finding, hint: flagHint }, overrides), { flag });
}

/** Names the flag that changed what the finding contradicts: the file may be right in itself. */
function withCause(finding: Finding, overrides: readonly StudyOverride[]): Finding {
  const { because, hint } = finding;
  if (because === undefined) return finding;
  const flag = blamedFlag(because, overrides) ?? makerOf(because, overrides);
  if (flag === undefined) return finding;
  const cause = `${formatPath(because)} comes from ${flag}`;
  return { ...finding, hint: hint === undefined ? cause : `${hint}; ${cause}` };
}

/** Flags first, then top to bottom. */
export const inFileOrder = (one: StudyProblem, other: StudyProblem): number =>
  (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0);

/** A finding as people read it. */
export function toProblem(
  { path, message, allowed, hint }: Finding,
  place: Pick<StudyProblem, 'line' | 'column' | 'flag'>,
): StudyProblem {
  return {
    path: formatPath(path),
    message,
    ...(allowed === undefined ? {} : { allowed }),
    ...(hint === undefined ? {} : { hint }),
    ...place,
  };
}
