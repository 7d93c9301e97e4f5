import type { Interface } from 'node:readline/promises';
import { datasetSpecSchema, MOST_TRIALS, samplerNames, studyNameSchema } from '@ram-sweep/protocol';
import { defaultOf, type GivenWishes, type Wishes } from './wishes.js';

type Asked = Exclude<keyof Wishes, 'size'>;

interface Question<Value> {
  readonly text: string;
  readonly read: (answer: string) => Value | null;
  /** What is said of an answer that cannot be read. */
  readonly wanted: string;
}

/** One of these words, or the only one of them that begins so. */
function oneOf<Word extends string>(words: readonly Word[]): (answer: string) => Word | null {
  return (answer) => {
    const meant = words.filter((word) => word.startsWith(answer.toLowerCase()));
    return words.find((word) => word === answer) ?? (meant.length === 1 ? meant[0]! : null);
  };
}

const choice = <Word extends string>(text: string, words: readonly Word[]): Question<Word> => ({
  text: `${text} (${words.join(', ')})`,
  read: oneOf(words),
  wanted: `one of ${words.join(', ')}`,
});

const count = (text: string, most: number): Question<number> => ({
  text,
  read: (answer) => (/^\d{1,9}$/.test(answer) && inRange(Number(answer), most) ? Number(answer) : null),
  wanted: `a whole number from 1 to ${most.toLocaleString('en')}`,
});

const inRange = (value: number, most: number): boolean => value >= 1 && value <= most;

const questions: { readonly [Field in Asked]: Question<Wishes[Field]> } = {
  dataset: choice('data set', datasetSpecSchema.shape.name.options),
  canvas: choice('canvas', datasetSpecSchema.shape.canvas.unwrap().options),
  trials: count('trials of the search', MOST_TRIALS),
  epochs: count('epochs of each trial', 100_000),
  sampler: choice('sampler', samplerNames),
  name: {
    text: 'name of the study',
    read: (answer) => studyNameSchema.safeParse(answer).data ?? null,
    wanted: 'letters, digits, ".", "_" and "-", at most 63',
  },
};

/**
 * Asks for the wishes that were not given, one line each, with the default in brackets; an answer that cannot be read
 * is asked for again. Null where the terminal is closed before the last answer. Lines typed ahead count.
 */
export async function askWishes(terminal: Interface, given: GivenWishes): Promise<GivenWishes | null> {
  const answers = terminal[Symbol.asyncIterator]();
  let wishes = given;
  for (const field of Object.keys(questions) as Asked[]) {
    if (wishes[field] !== undefined) continue;
    const value = await ask(terminal, answers, field, wishes);
    if (value === null) return null;
    wishes = { ...wishes, [field]: value };
  }
  return wishes;
}

async function ask<Field extends Asked>(
  terminal: Interface,
  answers: AsyncIterator<string>,
  field: Field,
  given: GivenWishes,
): Promise<Wishes[Field] | null> {
  const { text, read, wanted }: Question<Wishes[Field]> = questions[field];
  const standard = defaultOf(field, given);
  let prompt = `${text} [${standard}]: `;
  for (;;) {
    terminal.setPrompt(prompt);
    terminal.prompt();
    const next = await answers.next();
    if (next.done) return null;
    const answer = next.value.trim();
    const value = answer === '' ? standard : read(answer);
    if (value !== null) return value;
    prompt = `  please write ${wanted} [${standard}]: `;
  }
}
