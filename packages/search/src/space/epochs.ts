import { trialConfigSchema, type Distribution, type StudySpec } from '@ram-sweep/protocol';

type Searched = Pick<StudySpec, 'space' | 'config'>;

/** Epochs of the shortest trial that the space has. */
export const fewestEpochs = (spec: Searched): number => Math.min(...endsOf(spec));

/** Epochs of the longest trial that the space has. */
export const mostEpochs = (spec: Searched): number => Math.max(...endsOf(spec));

/** The smallest and the largest that can be drawn, and the value of a trial that draws none. */
function endsOf({ space, config }: Searched): number[] {
  const fixed = config.epochs ?? trialConfigSchema.shape.epochs.parse(undefined);
  const searched: Distribution | undefined = space.epochs;
  if (searched === undefined) return [fixed];
  const drawn =
    searched.distribution === 'categorical'
      ? searched.choices.map(Number)
      : [Math.ceil(searched.low), Math.floor(searched.high)];
  return searched.when === undefined ? drawn : [...drawn, fixed];
}
