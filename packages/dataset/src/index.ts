export {
  DataFolderError,
  DatasetError,
  DatasetMissingError,
  DownloadError,
  PreparationError,
} from './errors.js';
export type { MirrorFailure } from './errors.js';
export type { DownloadProgress } from './published/download.js';
export { requireDataFolder } from './published/published-files.js';
export { findImageSets, openImageSet } from './image-set.js';
export type { ImageSet, ImageSetFacts } from './image-set.js';
export type { Images } from './images.js';
export type { OpenOptions } from './published/published-set.js';
export { DividedSet, openSplits } from './batches/splits.js';
export type { Split, SplitOptions, Splits, TrialSplits } from './batches/splits.js';
