import { canvasSize, type DatasetSpec, type SamplerSpec } from '@ram-sweep/protocol';

/** What a person says about a new study; the rest of its file follows from it. */
export interface Wishes {
  readonly dataset: DatasetSpec['name'];
  readonly canvas: DatasetSpec['canvas'];
  /** Side of the canvas in pixels; undefined: that of the canvas by default. */
  readonly size: number | undefined;
  readonly trials: number;
  readonly epochs: number;
  readonly sampler: SamplerSpec['name'];
  readonly name: string;
}

/** The wishes that a person has expressed so far. */
export type GivenWishes = { readonly [Field in keyof Wishes]?: Wishes[Field] | undefined };

/** 27 epochs have rungs at 3 and 9 under asha; 20 trials are enough for a sampler that learns. */
const DEFAULTS = { dataset: 'mnist', canvas: 'plain', trials: 20, epochs: 27, sampler: 'auto' } as const;

/** The default of one wish, which may follow from others: a study is named after its data. */
export const defaultOf = <Field extends keyof Wishes>(field: Field, given: GivenWishes): Wishes[Field] =>
  complete({ ...given, [field]: undefined })[field];

/** Every wish, those that were not expressed by default. */
export function complete(given: GivenWishes): Wishes {
  const wishes = { size: undefined, ...DEFAULTS, ...withoutGaps(given) };
  return { name: nameOf(wishes), ...wishes };
}

function nameOf({ dataset, canvas, size }: Pick<Wishes, 'dataset' | 'canvas' | 'size'>): string {
  const side = canvasSize({ name: dataset, canvas, ...(size === undefined ? {} : { size }) });
  return canvas === 'plain' ? `${dataset}-${side}` : `${dataset}-${canvas}-${side}`;
}

const withoutGaps = (given: GivenWishes): Partial<Wishes> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
