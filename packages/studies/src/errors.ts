import { AnswerError } from '@ram-sweep/protocol/errors';

/**
 * What cannot be done with a study, and the way out. Commands in its hint are written as `ram-sweep resume mnist-28`; who
 * shows it may write them as they are typed where it runs.
 */
export class StudiesError extends AnswerError {}

export const notFound = (message: string, hint?: string): StudiesError =>
  new StudiesError(message, 'not-found', hint);

export const badUsage = (message: string, hint?: string): StudiesError =>
  new StudiesError(message, 'usage', hint);
