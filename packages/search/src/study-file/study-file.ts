import { studySpecSchema, type StudySpec } from '@ram-sweep/protocol';
import { checkPrior, checkTrials, withFittingTrials } from './checks/budget.js';
import { checkLimits } from './checks/limits.js';
import { checkDrawing } from './checks/drawing.js';
import { checkPruning } from './checks/pruning.js';
import { checkShape } from './checks/shape.js';
import { checkStudy } from './checks/study.js';
import { StudyFileError } from '../errors.js';
import { isMapping, valueAt, without, type Finding } from './finding.js';
import { applyOverrides, type StudyOverride } from './overrides.js';
import { inFileOrder, locate, toProblem } from './problems.js';
import { formatOf, readText } from './read-text.js';
import { parseText, type StudyFormat, type StudyText } from './study-text.js';
import { studyValue } from './study-value.js';

/** The space that is searched if a study names none. */
const defaultSpace: Readonly<Record<string, unknown>> = studySpecSchema.shape.space.parse(undefined);

/**
 * Reads a study file (.yaml, .yml or .json), applies the flags, fills in the defaults and checks the whole.
 * Throws a StudyFileError with every mistake.
 */
export async function readStudyFile(
  path: string,
  { overrides = [] }: { overrides?: readonly StudyOverride[] } = {},
): Promise<StudySpec> {
  return parseStudy(await readText(path, 'study file'), { source: path, overrides });
}

/**
 * Checks the text of a study file. `source` names it for people; `format` follows from the source's extension
 * unless given, and defaults to YAML. Throws a StudyFileError with every mistake.
 */
export function parseStudy(
  text: string,
  options: { source: string; format?: StudyFormat; overrides?: readonly StudyOverride[] },
): StudySpec {
  const { source, overrides = [] } = options;
  const parsed = parseText(text, options.format ?? formatOf(source) ?? 'yaml');
  if (!('value' in parsed)) throw new StudyFileError(source, parsed);
  return specOf(parsed, source, overrides);
}

/** The same for a study that a program made, whose mistakes have no line. `source` names it for people. */
export const parseStudyValue = (value: unknown, source: string): StudySpec =>
  specOf(studyValue(value, source), source, []);

function specOf(parsed: StudyText, source: string, overrides: readonly StudyOverride[]): StudySpec {
  const changed = applyOverrides(withDefaultSpace(withoutSchema(parsed.value)), overrides);
  const study = withoutFixedDefaults(changed.value);
  const { spec, findings } = judged(study);
  const located = findings.map((finding) => locate(finding, parsed, overrides));
  const problems = [
    ...changed.findings.map((finding) => toProblem(finding, { flag: finding.flag })),
    ...[...parsed.problems, ...located].toSorted(inFileOrder),
  ];
  if (problems.length > 0 || spec === undefined) throw new StudyFileError(source, problems);
  return Object.freeze(spec);
}

/** Every mistake in a study; if it has none, whether trials can be drawn from it, and how many at most. */
function judged(study: unknown): { spec: StudySpec | undefined; findings: readonly Finding[] } {
  const { spec, findings } = checkShape(study);
  const unknown = findings.filter(({ isUnknown }) => isUnknown);
  // What is wrong with the rest is reported as well, also what only a study of the right shape can be asked.
  if (unknown.length > 0) {
    const rest = unknown.reduce((left, { path }) => without(left, path), study);
    return { spec: undefined, findings: [...unknown, ...judged(rest).findings] };
  }
  const all = [...findings, ...(isMapping(study) ? checkStudy(study) : [])];
  if (spec === undefined || all.length > 0) return { spec: undefined, findings: all };
  const stored = asStored(spec);
  const undrawable = checkDrawing(stored);
  if (undrawable.length > 0) return { spec: undefined, findings: undrawable };
  const fitting = valueAt(study, ['trials']) === undefined ? withFittingTrials(stored) : stored;
  return {
    spec: fitting,
    findings: [
      ...checkTrials(fitting),
      ...checkLimits(fitting),
      ...checkPrior(fitting),
      ...checkPruning(fitting),
    ],
  };
}

/** As a store will return it: JSON has no −0, which `seed: -0` or `-1e-999` would be. */
const asStored = (spec: StudySpec): StudySpec => JSON.parse(JSON.stringify(spec)) as StudySpec;

/** `$schema` is for editors. */
function withoutSchema(study: unknown): unknown {
  if (!isMapping(study) || typeof study['$schema'] !== 'string') return study;
  const { $schema: _, ...rest } = study;
  return rest;
}

/** The default space is there before flags are applied, so that a flag can change a part of it. */
const withDefaultSpace = (study: unknown): unknown =>
  isMapping(study) && !Object.hasOwn(study, 'space') ? { ...study, space: defaultSpace } : study;

/** A field is searched by default only if the study does not fix it. */
function withoutFixedDefaults(study: unknown): unknown {
  const space = valueAt(study, ['space']);
  if (!isMapping(study) || !isMapping(space)) return study;
  const kept = Object.entries(space).filter(
    ([field, distribution]) =>
      distribution !== defaultSpace[field] || valueAt(study, ['config', field]) === undefined,
  );
  return { ...study, space: Object.fromEntries(kept) };
}
