import {
  budgetSpecSchema,
  datasetSpecSchema,
  prunerSpecSchema,
  studySpecSchema,
  trialConfigSchema,
} from '@ram-sweep/protocol';
import { allowedChoices } from './allowed.js';
import { isMapping, valueAt, type Path } from './finding.js';
import { didYouMean } from './did-you-mean.js';

const configFields: readonly string[] = trialConfigSchema.keyof().options;
const studyFields: readonly string[] = studySpecSchema.keyof().options;
/** `epochs` at the top is more often meant as those of a trial. */
const budgetFields: readonly string[] = budgetSpecSchema
  .keyof()
  .options.filter((field) => field !== 'epochs');
const prunerNames: readonly string[] = prunerSpecSchema.options.map(({ shape }) => shape.name.value);
const datasetNames: readonly string[] = datasetSpecSchema.shape.name.options;

/** What was probably meant by a name that is not known at its place. */
export function keyHint(path: Path, names: readonly string[]): string | undefined {
  const key = String(path.at(-1));
  return misplaced(path, key) ?? didYouMean(key, names) ?? nearMisplaced(path, key);
}

function misplaced(path: Path, key: string): string | undefined {
  const [section] = path;
  if (path.length === 1 && budgetFields.includes(key)) return `write budget: { ${key}: … }`;
  if (path.length === 1 && configFields.includes(key)) {
    return `put ${key} under config to fix it, or under space to search it`;
  }
  if (path.length === 2 && SECTIONS.has(String(section)) && studyFields.includes(key)) {
    return `${key} belongs to the study: write it at the top, outside ${section}`;
  }
  return undefined;
}

const SECTIONS: ReadonlySet<string> = new Set(['config', 'space', 'budget']);

function nearMisplaced(path: Path, key: string): string | undefined {
  const hint = path.length === 1 ? didYouMean(key, configFields) : undefined;
  return hint === undefined ? undefined : `${hint} That belongs under config or space`;
}

/** The likely way out if a value does not fit. */
export function valueHint(path: Path, value: unknown, study: unknown): string | undefined {
  const [section, field] = path;
  if (section === 'dataset' && path.length === 1 && typeof value === 'string')
    return namedHint('dataset', value, datasetNames);
  if (section === 'pruner' && path.length === 1 && typeof value === 'string')
    return namedHint('pruner', value, prunerNames);
  if (path.length === 1 && LISTS.has(String(section))) return listHint(String(section), value);
  if (section === 'space' && path.length === 2) return spaceHint(String(field), value);
  if (section === 'budget' && field === 'target') return shareHint(value);
  if (section === 'name' && typeof value === 'number') return `write it in quotes: "${value}"`;
  if (path.at(-1) === 'name' && value === undefined && path.length === 2)
    return nameHint(String(section), valueAt(study, [String(section)]), allowedChoices(path, study));
  if (path.at(-1) === 'distribution' && value === undefined)
    return distributionHint(valueAt(study, path.slice(0, -1)));
  return didYouMean(value, allowedChoices(path, study));
}

const namedHint = (section: string, name: string, names: readonly string[]): string | undefined =>
  names.includes(name) ? `write ${section}: { name: ${name} }` : didYouMean(name, names);

/** For `pruner: { asha: … }`, which says the same in another way. */
function nameHint(section: string, holder: unknown, names: readonly string[]): string | undefined {
  const name = isMapping(holder) ? names.find((known) => Object.hasOwn(holder, known)) : undefined;
  return name === undefined ? undefined : `write ${section}: { name: ${name}, … }`;
}

const LISTS: ReadonlySet<string> = new Set(['require', 'first', 'prior']);

function listHint(section: string, value: unknown): string | undefined {
  if (isMapping(value)) return `write ${section}: [{ … }]`;
  return typeof value === 'string' ? `write ${section}: [${JSON.stringify(value)}]` : undefined;
}

function spaceHint(field: string, value: unknown): string | undefined {
  if (Array.isArray(value)) {
    return `write ${field}: { distribution: categorical, choices: [${value.slice(0, 4).map(String).join(', ')}${value.length > 4 ? ', …' : ''}] }`;
  }
  if (typeof value === 'object') return undefined;
  return `to fix ${field} for all trials, put it under config`;
}

function distributionHint(holder: unknown): string | undefined {
  return isMapping(holder) && Object.hasOwn(holder, 'choices') ? 'add distribution: categorical' : undefined;
}

/** For an error that is written in percent: `60`, `60%` or `3 %`. */
function shareHint(value: unknown): string | undefined {
  const [, digits] = /^(\d+(?:\.\d+)?) ?%?$/.exec(String(value)) ?? [];
  const percents = Number(digits);
  if (!(percents > 0 && percents < 100)) return undefined;
  return `write it as a share: ${Number((percents / 100).toPrecision(6))}`;
}
