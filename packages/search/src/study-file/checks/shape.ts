import { studySpecSchema } from '@ram-sweep/protocol';
import type { z } from 'zod';
import type { GivenConfig } from '../../samplers/enqueued.js';
import { allowedKeys, describeAllowed } from '../allowed.js';
import {
  describeValue,
  formatPath,
  isMapping,
  valueAt,
  wrongKey,
  wrongValue,
  type Finding,
  type Path,
} from '../finding.js';
import { nearestNames } from '../did-you-mean.js';
import { keyHint, valueHint } from '../hints.js';

/** The study with its defaults, or undefined if its shape is wrong; and everything that is wrong with it. */
export function checkShape(study: unknown): {
  spec: z.infer<typeof studySpecSchema> | undefined;
  findings: readonly Finding[];
} {
  if (!isMapping(study)) return { spec: undefined, findings: [notAStudy(study)] };
  const { data, error } = studySpecSchema.safeParse(study);
  const findings = toldOnce((error?.issues ?? []).flatMap((issue) => findingsOf(issue, study)));
  const told = new Set(findings.map(({ path }) => formatPath(path)));
  const prototypes = prototypePaths(study).filter((path) => !told.has(formatPath(path)));
  return { spec: data, findings: [...findings, ...prototypes.map((path) => unknownKey(path, study))] };
}

/** A number that is no whole one a computer can count to breaks two rules, which read the same. */
function toldOnce(findings: readonly Finding[]): Finding[] {
  const byText = new Map(
    findings.map((finding) => [JSON.stringify([finding.path, finding.message, finding.allowed]), finding]),
  );
  return [...byText.values()];
}

/** Where a study says `__proto__`, which a schema of mappings passes over. */
function prototypePaths(value: unknown, path: Path = [], seen = new Set<unknown>()): Path[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  return Object.entries(value).flatMap(([key, held]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    return key === '__proto__' ? [at] : prototypePaths(held, at, seen);
  });
}

/** A list of configs like `first`, or what is wrong with its shape. Paths start at the list. */
export function checkConfigs(configs: unknown): {
  configs: readonly GivenConfig[] | undefined;
  findings: readonly Finding[];
} {
  const { data, error } = studySpecSchema.shape.first.safeParse(configs);
  const findings = (error?.issues ?? []).flatMap((issue) =>
    findingsOf({ ...issue, path: ['first', ...issue.path] }, { first: configs }),
  );
  return { configs: data, findings: findings.map(fromTheList) };
}

function fromTheList({ path, ...finding }: Finding): Finding {
  return path.length > 1
    ? { ...finding, path: path.slice(1) }
    : { ...finding, path: [], hint: 'write a list, one config after each "- "' };
}

function notAStudy(study: unknown): Finding {
  const hint = 'a study starts as "name: my-study", then "dataset: { name: mnist }" on its own line';
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
  const shape = issue.code === 'invalid_union' && isMapping(value) ? shapeMeant(issue) : undefined;
  if (shape !== undefined) {
    return shape.flatMap((inner) => findingsOf({ ...inner, path: [...path, ...inner.path] }, study));
  }
  if (issue.code === 'custom') return [wrongValue(path, `is ${describeValue(value)}: ${issue.message}`)];
  const allowed = issue.code === 'invalid_format' ? issue.message : describeAllowed(path, study);
  return [wrongValue(path, found(value), { allowed, hint: valueHint(path, value, study) })];
}

/** What is wrong with a value, judged by the one of its possible shapes that is a mapping too. */
const shapeMeant = ({ errors }: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] | undefined =>
  errors.find((issues) => issues.some(({ code, path }) => path.length > 0 || code === 'unrecognized_keys'));

const found = (value: unknown): string =>
  value === null ? 'is empty (null)' : value === undefined ? 'is missing' : `is ${describeValue(value)}`;

/** All names where they are few, otherwise those that are like the one that was written. */
function describeNames(key: string, names: readonly string[]): Pick<Finding, 'allowed' | 'hint'> {
  if (names.length <= MOST_NAMES) return { allowed: names.join(', ') };
  const nearest = nearestNames(key, names);
  return {
    hint:
      nearest.length === 0
        ? `none of the ${names.length} fields has a name like it`
        : `of the ${names.length} fields these have names like it: ${nearest.join(', ')}`,
  };
}

const MOST_NAMES = 12;

function unknownKey(path: Path, study: unknown): Finding {
  const holder = path.slice(0, -1);
  const names = allowedKeys(holder, study);
  const hint = keyHint(path, names);
  return wrongKey(path, 'is not a known field', {
    isUnknown: true,
    ...(hint === undefined ? describeNames(String(path.at(-1)), names) : { hint }),
  });
}
