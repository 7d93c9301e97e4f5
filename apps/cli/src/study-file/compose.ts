import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canvasSize } from '@ram-sweep/protocol';
import { stringify } from 'yaml';
import { ownCommand } from '../print/command/own-command.js';
import { currentShell } from '../print/command/shell.js';
import type { Wishes } from './wishes.js';

const PROJECT = fileURLToPath(new URL('../../../../', import.meta.url));
/** The JSON Schema of study files, which editors check and complete them by. */
const SCHEMA = join(PROJECT, 'studies', 'study.schema.json');

/**
 * The text of a study file for these wishes, with comments, for a file at this path: the schema is named relative to
 * it. What is left out is the program's own default.
 */
export function composeStudy(wishes: Wishes, file: string): string {
  return [
    ...heading(wishes, file),
    `name: ${scalar(wishes.name)}`,
    ...datasetLines(wishes),
    '',
    '# How many trainings the search has.',
    `trials: ${wishes.trials}`,
    '# The same seed gives the same search.',
    'seed: 1',
    ...samplerLines(wishes),
    '',
    ...prunerLines(wishes),
    '# Afterwards the 2 best configs train again with 3 fresh seeds each, then the better one with policies that learn',
    '# nothing: glimpses at random places, and at the centre. The verdict says what learned attention is worth.',
    'finalists: { top: 2, seeds: 3 }',
    '',
    ...spaceLines(wishes),
    '',
    ...configLines(wishes),
    '',
  ].join('\n');
}

function heading(wishes: Wishes, file: string): string[] {
  const program = ownCommand(currentShell());
  return [
    `# yaml-language-server: $schema=${schemaFrom(file)}`,
    '#',
    `# ${describe(wishes)}.`,
    '#',
    `#   ${program} validate ${basename(file)}   # what it would train, and how long that takes here`,
    `#   ${program} start ${basename(file)}`,
    '',
  ];
}

/** Relative within the project, which may be moved; absolute elsewhere. */
function schemaFrom(file: string): string {
  const path = resolve(file);
  if (!path.startsWith(PROJECT)) return SCHEMA;
  const way = relative(dirname(path), SCHEMA);
  return way.startsWith('.') ? way : `./${way}`;
}

function describe(wishes: Wishes): string {
  const images = {
    mnist: 'MNIST digits',
    'fashion-mnist': 'Fashion-MNIST',
    glyphs: 'digits that ram-sweep draws itself',
  }[wishes.dataset];
  const side = sideOf(wishes);
  const where = {
    plain: '',
    translated: `, each at a random place on an empty ${side}×${side} canvas`,
    cluttered: `, each among pieces of others on a ${side}×${side} canvas`,
  }[wishes.canvas];
  return `Recurrent Attention Model on ${images}${where}`;
}

const sideOf = ({ dataset: name, canvas, size }: Wishes): number =>
  canvasSize({ name, canvas, ...(size === undefined ? {} : { size }) });

function datasetLines(wishes: Wishes): string[] {
  const { dataset, canvas } = wishes;
  return [
    'dataset:',
    '  # mnist, fashion-mnist, or glyphs, which need no download.',
    `  name: ${dataset}`,
    '  # plain (28×28), translated (somewhere on a larger canvas) or cluttered (with pieces of other images as well).',
    `  canvas: ${canvas}`,
    ...(canvas === 'plain' && wishes.size === undefined
      ? []
      : ['  # Side of the canvas in pixels.', `  size: ${sideOf(wishes)}`]),
  ];
}

/** The newest trials that a sampler that learns does not wait for: a quarter of all at most, or it learns too late. */
const lagFor = (trials: number): number => Math.min(7, Math.floor(trials / 4));

function samplerLines({ sampler, trials }: Wishes): string[] {
  if (['random', 'sobol', 'grid'].includes(sampler))
    return ['# What chooses the params: auto, random, sobol, grid, tpe or gp.', `sampler: ${sampler}`];
  const what =
    sampler === 'auto'
      ? '# auto is one of random, sobol, grid, tpe and gp, chosen by the number of trials and the space.'
      : '# What chooses the params: auto, random, sobol, grid, tpe or gp.';
  return [
    what,
    '# lag: how many of the newest trials it does not wait for; lag + 1 trials can start at once.',
    `sampler: { name: ${sampler}, lag: ${lagFor(trials)} }`,
  ];
}

/** Of the trials at a rung one in so many continues. */
const REDUCTION = 3;

/** As many rungs as leave a trial that reaches its last epoch, two at most. */
function prunerLines({ epochs, trials }: Wishes): string[] {
  if (epochs === 1) return ['# With one epoch there is nothing to end early.', 'pruner: { name: none }'];
  const rungs = [1, 2].filter((count) => REDUCTION ** count <= trials).length;
  if (rungs === 0) return ['# With so few trials there is none to end early.', 'pruner: { name: none }'];
  const first = Math.ceil(epochs / REDUCTION ** rungs);
  return [
    `# After epoch ${first}, and each time training is 3 times as long, only the best third of the trials continues.`,
    `pruner: { name: asha, minEpochs: ${first}, reductionFactor: ${REDUCTION} }`,
  ];
}

function spaceLines({ canvas }: Wishes): string[] {
  const [std, glimpses] = canvas === 'plain' ? ['0.03', '2'] : ['0.06', '4'];
  return [
    '# What is searched. Distributions are uniform, log-uniform, integer and categorical.',
    'space:',
    '  # Standard deviation of the location policy, where ±1 is the image edge.',
    `  std: { distribution: log-uniform, low: ${std}, high: 0.3 }`,
    '  # Glimpses before the model answers.',
    `  glimpses: { distribution: integer, low: ${glimpses}, high: 8 }`,
    '  # Patches in a glimpse; each is twice as wide as the one before.',
    // A third one of 32×32 pixels would cover a plain image, and leave attention nothing to find.
    `  scale: { distribution: categorical, choices: [${canvas === 'plain' ? '1, 2' : '1, 2, 3'}] }`,
  ];
}

function configLines({ dataset, canvas, epochs }: Wishes): string[] {
  const small = dataset === 'glyphs';
  return [
    '# What is the same in every trial. Fields left out have their defaults; an editor that knows the schema lists them.',
    'config:',
    `  epochs: ${epochs}`,
    `  batchSize: ${small ? 64 : 128}`,
    `  learningRate: ${small ? 0.002 : 0.001}`,
    '  schedule: cosine',
    '  # Pixels with mean 0 and deviation 1.',
    '  normalisation: standard',
    '  # Side of the smallest patch in pixels.',
    `  patchSize: ${canvas === 'plain' ? 8 : 12}`,
    ...(small ? smallNetwork : []),
    ...(canvas === 'plain' ? [] : canvasHelp),
  ];
}

const smallNetwork = [
  "  # Half the paper's width: enough for so few images, and quick on a CPU.",
  '  hidden: 128',
  '  patchHidden: 64',
  '  locationHidden: 64',
];

/** docs/experiments.md, 14 and 15. */
const canvasHelp = [
  '  # These three help where a digit has to be found first.',
  '  recurrentInit: identity',
  '  coreLosses: all',
  '  reward: probability',
];

/** As YAML reads it back as text: `123` and `true` need quotes. */
const scalar = (text: string): string => stringify(text).trimEnd();
