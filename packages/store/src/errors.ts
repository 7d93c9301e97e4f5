import { RamSweepError, type ErrorKind } from '@ram-sweep/protocol/errors';

/** Postgres cannot be reached just now, or gave the transaction up. Nothing is half done: try again. */
export class StoreUnavailableError extends RamSweepError {
  readonly kind = 'unavailable';
  readonly retryable = true;

  constructor(cause: Error) {
    super(`Postgres is not available: ${cause.message || cause.name}. ${wayOut(cause)}`, { cause });
  }
}

/** By SQLSTATE, for a server that answers. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  '53300': 'It runs, and all of its connections are taken: try again, or close what holds them.',
  '57P03': 'It is starting up or shutting down: try again.',
  '53100': 'Its disk is full: free some space.',
  '25006': 'It takes no writes: end its read-only mode, or give the URL of the primary.',
};

function wayOut(cause: Error): string {
  const code = 'code' in cause ? String(cause.code) : '';
  return WAYS_OUT[code] ?? 'Is it running, and is the URL right?';
}

/** Postgres is there and refused: a wrong password, a missing database or right, a value it cannot hold. */
export class StoreRefusedError extends RamSweepError {
  readonly kind = 'unavailable';
  readonly retryable = false;
  /** SQLSTATE, such as 28P01 for a wrong password. */
  readonly code: string;

  constructor(cause: Error, code: string) {
    super(`Postgres refused: ${cause.message} (SQLSTATE ${code})`, { cause });
    this.code = code;
  }
}

/** The connection to Postgres cannot be made safe: its certificate is not to be trusted, or it speaks no TLS. */
export class StoreCertificateError extends RamSweepError {
  readonly kind = 'unavailable';
  readonly retryable = false;
}

/** The store or reader was closed by the program that uses it. */
export class StoreClosedError extends RamSweepError {
  readonly kind = 'failure';
  readonly retryable = false;

  constructor() {
    super('the store of studies was closed by this program; open it again to use it');
  }
}

/** An option of openStore or openReader is wrong. */
export class StoreOptionsError extends RamSweepError {
  readonly kind = 'usage';
  readonly retryable = false;
}

/** The database was migrated by a newer ram-sweep. */
export class SchemaTooNewError extends RamSweepError {
  readonly kind = 'unavailable';
  readonly retryable = false;
  readonly found: number;
  readonly known: number;

  constructor(found: number, known: number) {
    super(
      `The database has schema version ${found}, this ram-sweep knows versions up to ${known}. ` +
        'Update ram-sweep to the version that made it, or use another database.',
    );
    this.found = found;
    this.known = known;
  }
}

/**
 * The database has no schema of ram-sweep yet (`found` 0), or an older one. A reader changes neither; a store makes the
 * one and upgrades the other, unless that is older than every version that this ram-sweep can upgrade.
 */
export class SchemaTooOldError extends RamSweepError {
  /** A database that holds no studies yet lacks the study that was asked for. */
  readonly kind: ErrorKind;
  readonly retryable = false;
  readonly found: number;
  readonly known: number;

  /** `oldest`: the oldest version that a store upgrades. */
  constructor(found: number, known: number, oldest: number) {
    super(explainOldSchema(found, known, oldest));
    this.kind = found === 0 ? 'not-found' : 'unavailable';
    this.found = found;
    this.known = known;
  }
}

function explainOldSchema(found: number, known: number, oldest: number): string {
  if (found === 0)
    return 'The database holds no studies of ram-sweep yet. Start one first: `ram-sweep start studies/quickstart.yaml`.';
  const versions = `The database has schema version ${found}, this ram-sweep needs version ${known}`;
  return found < oldest
    ? `${versions} and cannot upgrade one that old. Use another database (--database) or home (--home), ` +
        'and export the studies of this one with the ram-sweep that made them.'
    : `${versions}. Start or resume a study with this version: that upgrades the database.`;
}

/** A study of that name stands already. */
export class StudyExistsError extends RamSweepError {
  readonly kind = 'usage';
  readonly retryable = false;
  readonly study: string;

  constructor(study: string) {
    super(`A study named "${study}" exists already. Resume it, or give the new one another name.`);
    this.study = study;
  }
}

/** No such study, or no such trial in it. */
export class NotFoundError extends RamSweepError {
  readonly kind = 'not-found';
  readonly retryable = false;
  readonly study: string;
  readonly trial: number | null;

  constructor(study: string, trial: number | null = null) {
    super(
      trial === null ? `There is no study ${study}.` : `There is no trial ${trial} in the study ${study}.`,
    );
    this.study = study;
    this.trial = trial;
  }
}
