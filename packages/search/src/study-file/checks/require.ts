import { studySpecSchema } from '@ram-sweep/protocol';
import { ExpressionError } from '../../errors.js';
import { checkTypes, type FieldKind } from '../../require/check-types.js';
import { parseExpression } from '../../require/parse.js';
import { allowedChoices } from '../allowed.js';
import { didYouMean } from '../did-you-mean.js';
import { configFields, type StudyDraft } from '../draft.js';
import { valueAt, wrongValue, type Finding, type Path } from '../finding.js';

/** Whether each expression of `require` can be parsed, names only fields, and is a condition. */
export function checkRequire(study: unknown, draft: StudyDraft): Finding[] {
  const expressions = valueAt(study, ['require']);
  if (!Array.isArray(expressions)) return [];
  return expressions.flatMap((text: unknown, index) =>
    isShort(text) ? checkExpression(text, ['require', index], draft) : [],
  );
}

/** An expression that is too long is a mistake of shape, and is not parsed. */
const isShort = (text: unknown): text is string =>
  studySpecSchema.shape.require.unwrap().element.safeParse(text).success;

function checkExpression(text: string, path: Path, { named }: StudyDraft): Finding[] {
  try {
    checkTypes(parseExpression(text), (name, offset) => fieldKind(name, offset, named));
    return [];
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { message, offset, hint } = error;
    return [wrongValue(path, `${message} (character ${offset + 1} of ${JSON.stringify(text)})`, { hint })];
  }
}

function fieldKind(name: string, offset: number, named: ReadonlySet<string>): FieldKind {
  if (!(configFields as readonly string[]).includes(name))
    throw new ExpressionError(
      `names ${name}, which is not a field of the trial config`,
      offset,
      nameHint(name),
    );
  if (name === 'seed' && !named.has('seed'))
    throw new ExpressionError('names seed, but every trial has its own', offset, 'search seed or fix it');
  const texts = allowedChoices(['config', name], undefined);
  return texts.length === 0 ? 'number' : texts;
}

function nameHint(name: string): string | undefined {
  const isText = configFields.some((field) => allowedChoices(['config', field], undefined).includes(name));
  return isText ? `put texts in quotes: '${name}'` : didYouMean(name, configFields);
}
