import { publishedImages, trialConfigSchema, type DatasetSpec, type Distribution } from '@ram-sweep/protocol';
import { fieldValue, type StudyDraft } from '../draft.js';
import { wrongValue, type Finding, type Path } from '../finding.js';

const defaults = trialConfigSchema.parse({});

/** Whether the data set has the images that the study asks for, and enough of them for one batch. */
export function checkImages(draft: StudyDraft): Finding[] {
  const { dataset } = draft;
  return dataset === undefined ? [] : [...checkCounts(dataset), ...checkBatchSize(dataset, draft)];
}

function checkCounts(dataset: DatasetSpec): Finding[] {
  const published = publishedCounts(dataset);
  return (['train', 'test'] as const).flatMap((split) => {
    const [asked, most] = [dataset[split], published?.[split]];
    if (asked === undefined || most === undefined || asked <= most) return [];
    return [
      wrongValue(['dataset', split], `is ${asked}`, {
        allowed: `at most the ${most} images of ${dataset.name}`,
      }),
    ];
  });
}

const publishedCounts = ({ name }: DatasetSpec) => (name === 'glyphs' ? undefined : publishedImages[name]);

/** No batch may be larger than what the validation split leaves for training. */
function checkBatchSize(dataset: DatasetSpec, draft: StudyDraft): Finding[] {
  const images = dataset.train ?? publishedCounts(dataset)?.train;
  if (images === undefined) return [];
  const split = largest(draft, 'validationSplit');
  const batch = largest(draft, 'batchSize');
  const left = images - Math.round(images * split.value);
  if (batch.value <= left) return [];
  if (batch.path)
    return [wrongValue(batch.path, `is ${batch.value}, and ${left} images are left for training`)];
  const message = `leaves ${left} images for training, fewer than one batch of ${batch.value}`;
  return [
    wrongValue(split.path ?? ['dataset', 'train'], message, { hint: 'change it, or set config.batchSize' }),
  ];
}

interface Candidate {
  readonly value: number;
  /** Where it is written; undefined for a default. */
  readonly path?: Path;
}

/** The largest value that a field takes in any trial, of those that it may take at all. */
function largest({ space, config }: StudyDraft, field: 'batchSize' | 'validationSplit'): Candidate {
  const { [field]: searched } = space;
  const drawn = searched === undefined ? [] : upperEnds(searched, ['space', field]);
  const fixed = config[field];
  const otherwise =
    fixed === undefined ? { value: defaults[field] } : { value: Number(fixed), path: ['config', field] };
  const candidates: Candidate[] =
    drawn.length > 0 && searched?.when === undefined ? drawn : [...drawn, otherwise];
  const possible = candidates.filter(({ value }) => fieldValue(field, value) !== undefined);
  return possible.reduce((top, candidate) => (candidate.value > top.value ? candidate : top), { value: 0 });
}

function upperEnds(distribution: Distribution, path: Path): Candidate[] {
  if (distribution.distribution !== 'categorical')
    return [{ value: distribution.high, path: [...path, 'high'] }];
  return distribution.choices.map((choice, index) => ({
    value: Number(choice),
    path: [...path, 'choices', index],
  }));
}
