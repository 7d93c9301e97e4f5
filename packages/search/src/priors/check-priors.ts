import type { StudySpec } from '@ram-sweep/protocol';
import { StudyFileError } from '../errors.js';
import { describeValue, wrongValue, type Finding } from '../study-file/finding.js';
import type { StudyOverride } from '../study-file/overrides.js';
import { locate } from '../study-file/problems.js';
import { formatOf, readText } from '../study-file/read-text.js';
import { parseText } from '../study-file/study-text.js';
import { studyValue } from '../study-file/study-value.js';
import { differences } from './differences.js';
import { priorTrials, type PriorStudy } from './observations.js';

/** Differences that are listed for one study. */
const MOST_DIFFERENCES = 4;

/**
 * Whether a study can learn from those that it names under `prior`; `priors` has them by name. Throws a
 * StudyFileError that shows the place in the study file at `path`, or in `text` if the study is not from a file; in one
 * that a program made, `value`, there are no places.
 */
export async function checkPriors(
  path: string,
  spec: StudySpec,
  priors: ReadonlyMap<string, PriorStudy>,
  { overrides = [], ...given }: StudySource & { readonly overrides?: readonly StudyOverride[] } = {},
): Promise<void> {
  const findings = priorFindings(spec, priors);
  if (findings.length === 0) return;
  const file = await placesIn(path, given);
  if (!('value' in file)) throw new StudyFileError(path, file);
  throw new StudyFileError(
    path,
    findings.map((finding) => locate(finding, file, overrides)),
  );
}

/** What a study was read from where that is no file. */
interface StudySource {
  readonly text?: string;
  readonly value?: unknown;
}

async function placesIn(path: string, { text, value }: StudySource): Promise<ReturnType<typeof parseText>> {
  if (value !== undefined) return studyValue(value, path);
  return parseText(text ?? (await readText(path, 'study file')), formatOf(path) ?? 'yaml');
}

function priorFindings(spec: StudySpec, priors: ReadonlyMap<string, PriorStudy>): Finding[] {
  return spec.prior.flatMap((name, index): Finding[] => {
    const prior = priors.get(name);
    const problem = prior === undefined ? NOT_FOUND : misfit(spec, prior);
    return problem === undefined
      ? []
      : [wrongValue(['prior', index], `is ${name}, ${problem.message}`, { hint: problem.hint })];
  });
}

interface Problem {
  readonly message: string;
  readonly hint: string;
}

const NOT_FOUND: Problem = {
  message: 'and there is no such study here',
  hint: '`ram-sweep studies` lists those that there are',
};

function misfit(spec: StudySpec, prior: PriorStudy): Problem | undefined {
  const differing = differences(spec, prior.spec);
  if (differing.length > 0) {
    const told = differing
      .slice(0, MOST_DIFFERENCES)
      .map(
        ({ field, here, there }) => `${field} (${describeValue(there)} there, ${describeValue(here)} here)`,
      );
    const more = differing.length > MOST_DIFFERENCES ? ' and more' : '';
    return {
      message: `whose errors cannot be compared, because it differs in ${told.join(', ')}${more}`,
      hint: 'leave it out, search the field, or fix it as that study does',
    };
  }
  if (priorTrials(spec, prior).trials.length > 0) return undefined;
  return {
    message: `and none of its ${prior.trials.length} trials lies in the space of this study with a result`,
    hint: 'leave it out, or widen the space',
  };
}
