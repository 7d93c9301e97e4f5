import { canvasClutter, canvasSize, type DatasetSpec } from '@ram-sweep/protocol';

/** A test error that others have published. */
export interface PublishedError {
  /** Who, and with what. */
  readonly source: string;
  /** Share in [0, 1]. */
  readonly error: number;
}

/** The paper: Mnih, Heess, Graves & Kavukcuoglu, Recurrent Models of Visual Attention, NIPS 2014. */
const paper = (what: string, percent: number): PublishedError => ({
  source: `paper, ${what}`,
  error: percent / 100,
});

const publicRun = (who: string, percent: number): PublishedError => ({
  source: `${who}, one run`,
  error: percent / 100,
});

/** By canvas of MNIST, its side in pixels and its pieces of clutter. */
const PUBLISHED: Readonly<Record<string, readonly PublishedError[]>> = {
  'plain 28 0': [
    paper('7 glimpses', 1.07),
    paper('fully connected', 1.69),
    publicRun('Element-Research, 7 glimpses', 0.85),
  ],
  'translated 60 0': [
    paper('8 glimpses', 1.2),
    paper('convolutional', 1.62),
    publicRun('Element-Research, 7 glimpses', 0.92),
  ],
  'cluttered 60 4': [
    paper('8 glimpses', 4.04),
    paper('8 random glimpses', 14.4),
    paper('convolutional', 8.09),
    publicRun('slundqui, 8 glimpses', 2.63),
  ],
  'cluttered 100 8': [
    paper('8 glimpses', 8.11),
    paper('8 random glimpses', 28.4),
    paper('convolutional', 14.35),
    publicRun('slundqui', 5.9),
  ],
};

/** What others have got on the same images; nothing where the images are others, or fewer. */
export function publishedErrors(dataset: DatasetSpec): readonly PublishedError[] {
  if (dataset.name !== 'mnist' || dataset.train !== undefined || dataset.test !== undefined) return [];
  return PUBLISHED[`${dataset.canvas} ${canvasSize(dataset)} ${canvasClutter(dataset)}`] ?? [];
}

/** What to keep in mind where published errors stand beside ours. */
export const publishedCaveat =
  'Published figures are not measured as ours are. Where they average over ten paths they average log p; with ' +
  'several rollouts ours average p. Two public implementations cut their patches 0.5 and 1.5 pixels off centre.';
