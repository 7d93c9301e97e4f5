import {
  canvasClutter,
  canvasSize,
  publishedImages,
  type DatasetSpec,
  type ParamValue,
  type StudySpec,
} from '@ram-sweep/protocol';
import { judgedEpoch } from '../pruners/rungs/judged-epoch.js';
import { completeConfig } from '../space/complete-config.js';

/** Something that two studies fix at different values. */
export interface Difference {
  /** Where a study file has it, such as `dataset.canvas`. */
  readonly field: string;
  readonly here: ParamValue;
  readonly there: ParamValue;
}

/**
 * Why errors of two studies cannot be compared; empty if they can. They can if both train on the same images, judge
 * trials after the same epochs, and agree in every field of the config that neither searches. Test images do not
 * count, nor does `seed`; nor do `epochs` if both let the learning rate fall to zero at the rung where they judge.
 */
export function differences(spec: StudySpec, prior: StudySpec): Difference[] {
  const compared = [
    ...pairs(images(spec.dataset), images(prior.dataset)),
    ...pairs({ 'pruner.minEpochs': judgedEpoch(spec) }, { 'pruner.minEpochs': judgedEpoch(prior) }),
    ...pairs(fixedInBoth(spec, prior), fixedInBoth(prior, spec)),
  ];
  return compared.filter(({ here, there }) => here !== there);
}

type Values = Readonly<Record<string, ParamValue>>;

const pairs = (here: Values, there: Values): Difference[] =>
  Object.entries(here).map(([field, value]) => ({ field, here: value, there: there[field]! }));

const images = (dataset: DatasetSpec): Values => ({
  'dataset.name': dataset.name,
  'dataset.canvas': dataset.canvas,
  'dataset.size': canvasSize(dataset),
  'dataset.clutter': canvasClutter(dataset),
  'dataset.train': dataset.train ?? (dataset.name === 'glyphs' ? null : publishedImages[dataset.name].train),
});

function fixedInBoth(spec: StudySpec, other: StudySpec): Values {
  const config = completeConfig(spec, {});
  const annealed = [spec, other].every((study) => judgedEpoch(study) !== null && restartsIn(study));
  const fixed = Object.entries(config).filter(
    ([field]) =>
      !Object.hasOwn(spec.space, field) &&
      !Object.hasOwn(other.space, field) &&
      field !== 'seed' &&
      !(annealed && field === 'epochs'),
  );
  return Object.fromEntries(fixed.map(([field, value]) => [`config.${field}`, value]));
}

const restartsIn = (spec: StudySpec): boolean =>
  !Object.hasOwn(spec.space, 'restartEpoch') &&
  completeConfig(spec, {})['restartEpoch'] === judgedEpoch(spec);
