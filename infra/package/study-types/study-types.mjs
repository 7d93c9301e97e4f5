import {
  budgetSpecSchema,
  distributionSchema,
  prunerSpecSchema,
  samplerSpecSchema,
  studySpecSchema,
  trialConfigSchema,
} from '@ram-sweep/protocol';
import { comment } from './field-comment.mjs';
import { typeWriter } from './write-type.mjs';

/*
 * Declarations of what a study holds, from its zod schemas. TypeScript would derive the same types from them, and leave
 * their descriptions behind, which an editor is to show.
 */

const datasetSpec = studySpecSchema.shape.dataset;
const finalistsSpec = studySpecSchema.shape.finalists.unwrap().unwrap();

/** Name, schema, which side of it, and what it is. */
const DECLARED = [
  [
    'StudySpec',
    studySpecSchema,
    'output',
    'A study with all its defaults: what is searched, on what data, with what budget.',
  ],
  [
    'StudyInput',
    studySpecSchema,
    'input',
    'What a study file holds: all but name and dataset has a default.',
  ],
  [
    'TrialConfig',
    trialConfigSchema,
    'output',
    'All that one training depends on, besides its data. A study can fix or search each field.',
  ],
  ['DatasetSpec', datasetSpec, 'output', 'What the model looks at.'],
  ['DatasetInput', datasetSpec, 'input', 'What the model looks at.'],
  [
    'BudgetSpec',
    budgetSpecSchema,
    'output',
    'What ends the search besides its number of trials, and each trial; whichever comes first.',
  ],
  ['SamplerSpec', samplerSpecSchema, 'output', 'The sampler, which chooses the params of a trial.'],
  [
    'SamplerInput',
    samplerSpecSchema,
    'input',
    'The sampler, which chooses the params of a trial; a name alone means that one with its defaults.',
  ],
  ['Distribution', distributionSchema, 'output', 'How the values of one field are distributed.'],
  ['PrunerSpec', prunerSpecSchema, 'output', 'When a trial is ended early.'],
  ['PrunerInput', prunerSpecSchema, 'input', 'When a trial is ended early.'],
  [
    'FinalistsSpec',
    finalistsSpec,
    'output',
    'What follows the search, so that the winner is not just the luckiest of many.',
  ],
  [
    'FinalistsInput',
    finalistsSpec,
    'input',
    'What follows the search, so that the winner is not just the luckiest of many.',
  ],
];

const PARAMS = `${comment("A value that a trial's field can take.")}export type ParamValue = number | string | boolean | null;

${comment('The values that a sampler drew for one trial, by field of the trial config.')}export type Params = Readonly<Record<string, ParamValue>>;
`;

const written = typeWriter({
  named: namesBySchema(),
  config: { schema: trialConfigSchema, name: 'TrialConfig' },
});

/** The names of all that is declared, and the declarations. */
export const studyTypes = () => ({
  names: ['Params', 'ParamValue', ...DECLARED.map(([name]) => name)],
  text: [...DECLARED.map(declaration), PARAMS].join('\n'),
});

function declaration([name, schema, io, what]) {
  const type = written(schema, io);
  const declared = schema.def.type === 'object' ? `interface ${name} ${type}` : `type ${name} = ${type};`;
  return `${comment(what)}export ${declared}\n`;
}

function namesBySchema() {
  const names = new Map([[studySpecSchema.shape.config.unwrap(), both('Partial<TrialConfig>')]]);
  for (const [name, schema, io] of DECLARED)
    names.set(schema, { ...(names.get(schema) ?? both(name)), [io]: name });
  return names;
}

function both(name) {
  return { output: name, input: name };
}
