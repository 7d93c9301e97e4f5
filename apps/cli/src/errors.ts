import { AnswerError, type ErrorKind } from '@ram-sweep/protocol/errors';

/** Exit codes that scripts can rely on. */
export const exitCodes = {
  ok: 0,
  /** Something went wrong that is none of the below. */
  failure: 1,
  /** A flag or a study file is wrong. */
  usage: 2,
  /** The study, trial, checkpoint or data set asked for does not exist. */
  notFound: 3,
  /** A server or an engine cannot be reached or started, or a server refuses us. */
  unavailable: 4,
  /** The sweep was stopped before its end; `ram-sweep resume` continues it. */
  stopped: 5,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

const exitCodesByKind: Readonly<Record<ErrorKind, number>> = {
  failure: exitCodes.failure,
  usage: exitCodes.usage,
  'not-found': exitCodes.notFound,
  unavailable: exitCodes.unavailable,
};

/** An error that is an answer: printed without a stack, and with the way out. */
export class CommandError extends AnswerError {}

export const notFound = (message: string, hint?: string): CommandError =>
  new CommandError(message, 'not-found', hint);

export const badUsage = (message: string, hint?: string): CommandError =>
  new CommandError(message, 'usage', hint);

/** What a command ends with that this error ended; `failure` for whatever does not say of what kind it is. */
export const exitCodeOf = (error: unknown): number => exitCodesByKind[kindOf(error)];

function kindOf(error: unknown): ErrorKind {
  if (!(error instanceof Error)) return 'failure';
  // Options that do not parse. The class is zod's, and the only one that has to be known by its name.
  if (error.name === 'ZodError') return 'usage';
  return 'kind' in error && isKind(error.kind) ? error.kind : 'failure';
}

const isKind = (kind: unknown): kind is ErrorKind =>
  typeof kind === 'string' && Object.hasOwn(exitCodesByKind, kind);
