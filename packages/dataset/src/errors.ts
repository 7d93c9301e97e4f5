import { RamSweepError, type ErrorKind } from '@ram-sweep/protocol/errors';

interface DatasetErrorOptions {
  readonly file?: string;
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** Data that cannot be used: a damaged file, a split without images. The message says what to do about it. */
export class DatasetError extends RamSweepError {
  readonly kind: ErrorKind = 'failure';
  override readonly failureClass = 'bad-data';
  /** The file at fault, or null if the request itself cannot be met. */
  readonly file: string | null;
  /** Whether the same request can succeed later without a change by a person. */
  readonly retryable: boolean;

  constructor(message: string, options: DatasetErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.file = options.file ?? null;
    this.retryable = options.retryable ?? false;
  }
}

/** The data set is in none of the searched folders, and was not or could not be downloaded. */
export class DatasetMissingError extends DatasetError {
  override readonly kind = 'not-found';
  readonly dataset: string;

  constructor(dataset: string, message: string, options: DatasetErrorOptions = {}) {
    super(message, options);
    this.dataset = dataset;
  }
}

/** The user's data folder is not there. */
export class DataFolderError extends DatasetError {
  override readonly kind = 'not-found';
}

/** What went wrong at one mirror. */
export interface MirrorFailure {
  readonly url: string;
  readonly reason: string;
}

/** No mirror delivered the file. `failures` has one entry for each mirror tried. */
export class DownloadError extends DatasetError {
  override readonly kind = 'unavailable';
  readonly failures: readonly MirrorFailure[];

  constructor(file: string, failures: readonly MirrorFailure[]) {
    const tried = failures.map(({ url, reason }) => `  ${url}: ${reason}`).join('\n');
    super(`no mirror delivered ${file}:\n${tried}`, { file, retryable: true });
    this.failures = failures;
  }
}

/** The thread that prepares batches ended, or was closed, while a batch was awaited. */
export class PreparationError extends DatasetError {}
