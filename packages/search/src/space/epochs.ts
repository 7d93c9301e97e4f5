import { trialConfigSchema, type Distribution, type StudySpec } from '@ram-sweep/protocol';

type Searched = Pick<StudySpec, 'space' | 'config'>;

/** Fields whose smallest and largest values say something of all trials. */
type Counted = 'epochs' | 'patchSize' | 'scale';

/** Epochs of the shortest trial that the space has. */
export const fewestEpochs = (spec: Searched): number => smallest(spec, 'epochs');

/** Epochs of the longest trial that the space has. */
export const mostEpochs = (spec: Searched): number => Math.max(...endsOf(spec, 'epochs'));

/** The smallest value of the field in any trial. */
export const smallest = (spec: Searched, field: Counted): number => Math.min(...endsOf(spec, field));

/** The smallest and the largest that can be drawn, and the value of a trial that draws none. */
function endsOf({ space, config }: Searched, field: Counted): number[] {
  const fixed = config[field] ?? trialConfigSchema.shape[field].parse(undefined);
  const searched: Distribution | undefined = space[field];
  if (searched === undefined) return [fixed];
  const drawn =
    searched.distribution === 'categorical'
      ? searched.choices.map(Number)
      : [Math.ceil(searched.low), Math.floor(searched.high)];
  return searched.when === undefined ? drawn : [...drawn, fixed];
}
