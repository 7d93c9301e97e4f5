import { RamSweepError } from '@ram-sweep/protocol/errors';

/** Another coordinator holds the study's lock. */
export class StudyAlreadyDrivenError extends RamSweepError {
  readonly kind = 'failure';
  readonly retryable = false;
  readonly study: string;

  constructor(study: string) {
    super(
      `study ${study} already has a coordinator; follow it with \`ram-sweep watch ${study}\` or end it with \`ram-sweep stop ${study}\``,
    );
    this.study = study;
  }
}

/** The lock on the study was lost with its database connection, so another coordinator may drive the study by now. */
export class StudyLockLostError extends RamSweepError {
  readonly kind = 'unavailable';
  readonly retryable = true;
  readonly study: string;

  constructor(study: string, cause: unknown) {
    super(`lost the lock on study ${study}: the database connection that held it ended`, { cause });
    this.study = study;
  }
}
