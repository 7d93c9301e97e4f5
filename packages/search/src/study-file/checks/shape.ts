import { studySpecSchema } from '@ram-sweep/protocol';
import type { z } from 'zod';
import { allowedKeys, describeAllowed } from '../allowed.js';
import {
  describeValue,
  isMapping,
  valueAt,
  wrongKey,
  wrongValue,
  type Finding,
  type Path,
} from '../finding.js';
import { keyHint, valueHint } from '../hints.js';

/** The study with its defaults, or undefined where its shape is wrong; and everything that is wrong with it. */
export function checkShape(study: unknown): {
  spec: z.infer<typeof studySpecSchema> | undefined;
  findings: readonly Finding[];
} {
  if (!isMapping(study)) return { spec: undefined, findings: [notAStudy(study)] };
  const { data, error } = studySpecSchema.safeParse(study);
  return { spec: data, findings: (error?.issues ?? []).flatMap((issue) => findingsOf(issue, study)) };
}

function notAStudy(study: unknown): Finding {
  const hint = 'a study starts as "name: my-study", then "dataset: { name: mnist }" on a line of its own';
  return wrongValue([], study === null ? 'is empty' : `holds ${describeValue(study)}, not a mapping`, {
    hint,
  });
}

function findingsOf(issue: z.core.$ZodIssue, study: unknown): Finding[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey([...path, key], study));
  }
  const value = valueAt(study, path);
  if (issue.code === 'custom') return [wrongValue(path, `is ${describeValue(value)}: ${issue.message}`)];
  const allowed = issue.code === 'invalid_format' ? issue.message : describeAllowed(path, study);
  return [wrongValue(path, found(value), { allowed, hint: valueHint(path, value, study) })];
}

const found = (value: unknown): string =>
  value === null ? 'is empty (null)' : value === undefined ? 'is missing' : `is ${describeValue(value)}`;

function unknownKey(path: Path, study: unknown): Finding {
  const holder = path.slice(0, -1);
  const names = allowedKeys(holder, study);
  const hint = keyHint(path, names);
  return wrongKey(
    path,
    'is not a known field',
    hint === undefined ? { allowed: names.join(', ') } : { hint },
  );
}
