import { counted } from '@ram-sweep/format';
import { canvasClutter, canvasSize, type DatasetSpec } from '@ram-sweep/protocol';

const DATA_NAMES: Readonly<Record<DatasetSpec['name'], string>> = {
  mnist: 'MNIST',
  'fashion-mnist': 'Fashion-MNIST',
  glyphs: 'Glyphs (digits drawn by ram-sweep, not MNIST)',
};

/** `MNIST, cluttered, 60×60 pixels, 4 pieces of clutter`; and how many images, where those are not all. */
export function dataText(dataset: DatasetSpec): string {
  const size = canvasSize(dataset);
  const clutter = canvasClutter(dataset);
  const pieces = clutter > 0 ? `, ${counted(clutter, 'piece')} of clutter` : '';
  const part = dataset.train === undefined ? '' : `, ${counted(dataset.train, 'training image')}`;
  return `${DATA_NAMES[dataset.name]}, ${dataset.canvas}, ${size}×${size} pixels${pieces}${part}`;
}
