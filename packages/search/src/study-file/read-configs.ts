import type { StudySpec } from '@ram-sweep/protocol';
import { StudyFileError } from '../errors.js';
import type { GivenConfig } from '../samplers/enqueued.js';
import { checkGivenConfigs } from './checks/given-config.js';
import { checkConfigs } from './checks/shape.js';
import { wrongValue, type Finding } from './finding.js';
import { inFileOrder, locate } from './problems.js';
import { formatOf, readText } from './read-text.js';
import { parseText } from './study-text.js';

/**
 * Reads a file of configs for a study to try (.yaml, .yml or .json): a list of mappings, like `first` in a study
 * file. `index` is that of the search trial that the first of them becomes. Throws a StudyFileError with every
 * mistake.
 */
export async function readConfigs(
  path: string,
  spec: StudySpec,
  index: number,
): Promise<readonly GivenConfig[]> {
  return parseConfigs(await readText(path, 'file of configs'), { source: path, spec, index });
}

/** The same for a text that has been read. `source` names it for people and determines its notation. */
export function parseConfigs(
  text: string,
  { source, spec, index }: { source: string; spec: StudySpec; index: number },
): readonly GivenConfig[] {
  const parsed = parseText(text, formatOf(source) ?? 'yaml');
  if (!('value' in parsed)) throw new StudyFileError(source, parsed);
  const { configs, findings } = judged(parsed.value, spec, index);
  const problems = [...parsed.problems, ...findings.map((finding) => locate(finding, parsed, []))];
  if (problems.length === 0 && configs !== undefined) return configs;
  throw new StudyFileError(source, problems.toSorted(inFileOrder));
}

function judged(
  value: unknown,
  spec: StudySpec,
  index: number,
): { configs: readonly GivenConfig[] | undefined; findings: readonly Finding[] } {
  if (Array.isArray(value) && value.length === 0)
    return { configs: undefined, findings: [wrongValue([], 'has no config')] };
  const { configs, findings } = checkConfigs(value);
  if (configs === undefined || findings.length > 0) return { configs, findings };
  return { configs, findings: checkGivenConfigs(spec, configs, index, []) };
}
