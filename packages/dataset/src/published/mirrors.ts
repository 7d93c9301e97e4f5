import type { DatasetSpec } from '@ram-sweep/protocol';

/** The data sets that are published as IDX files; glyphs are drawn here instead. */
export type PublishedName = Exclude<DatasetSpec['name'], 'glyphs'>;

/** One gzip file as published. `md5` is the published sum, in hex. */
export interface PublishedFile {
  readonly name: string;
  readonly md5: string;
  readonly bytes: number;
}

/** A published data set: where copies are, and how to recognise an intact one. */
export interface PublishedSet {
  readonly name: PublishedName;
  /** Base addresses, each ending in a slash, in the order in which they are tried. */
  readonly mirrors: readonly string[];
  /** Folders below a data folder where the files usually are; the second is torchvision's. */
  readonly folders: readonly string[];
  readonly files: Readonly<Record<FileRole, PublishedFile>>;
  /**
   * md5 of the training labels, unpacked. All sets use the same file names,
   * so this identifies files of one set in the folder of another.
   */
  readonly trainLabelsMd5: string;
}

export const fileRoles = ['trainImages', 'trainLabels', 'testImages', 'testLabels'] as const;
export type FileRole = (typeof fileRoles)[number];

/** The published data sets by name. */
export const publishedSets: Readonly<Record<PublishedName, PublishedSet>> = {
  mnist: {
    name: 'mnist',
    mirrors: [
      'https://ossci-datasets.s3.amazonaws.com/mnist/',
      'https://storage.googleapis.com/cvdf-datasets/mnist/',
    ],
    folders: ['mnist', 'MNIST/raw'],
    files: {
      trainImages: {
        name: 'train-images-idx3-ubyte.gz',
        md5: 'f68b3c2dcbeaaa9fbdd348bbdeb94873',
        bytes: 9_912_422,
      },
      trainLabels: {
        name: 'train-labels-idx1-ubyte.gz',
        md5: 'd53e105ee54ea40749a09fcbcd1e9432',
        bytes: 28_881,
      },
      testImages: {
        name: 't10k-images-idx3-ubyte.gz',
        md5: '9fb629c4189551a2d022fa330f9573f3',
        bytes: 1_648_877,
      },
      testLabels: {
        name: 't10k-labels-idx1-ubyte.gz',
        md5: 'ec29112dd5afa0611ce80d1b7f02629c',
        bytes: 4_542,
      },
    },
    trainLabelsMd5: 'e86ee40d66677c011a9abda399ec8c4d',
  },
  'fashion-mnist': {
    name: 'fashion-mnist',
    mirrors: [
      'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
      'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
    ],
    folders: ['fashion-mnist', 'FashionMNIST/raw'],
    files: {
      trainImages: {
        name: 'train-images-idx3-ubyte.gz',
        md5: '8d4fb7e6c68d591d4c3dfef9ec88bf0d',
        bytes: 26_421_880,
      },
      trainLabels: {
        name: 'train-labels-idx1-ubyte.gz',
        md5: '25c81989df183df01b3e8a0aad5dffbe',
        bytes: 29_515,
      },
      testImages: {
        name: 't10k-images-idx3-ubyte.gz',
        md5: 'bef4ecab320f06d8554ea6380940ec79',
        bytes: 4_422_102,
      },
      testLabels: {
        name: 't10k-labels-idx1-ubyte.gz',
        md5: 'bb300cfdad3c16e7a12a480ee83cd310',
        bytes: 5_148,
      },
    },
    trainLabelsMd5: '3236f6424fc25388b2834cb19942cf7e',
  },
};
