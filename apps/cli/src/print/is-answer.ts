import { StudiesError } from '@ram-sweep/studies/errors';
import { CommandError } from '../errors.js';

/** Whether an error is an answer: said without a stack, and with the way out where it knows one. */
export const isAnswer = (error: unknown): error is CommandError | StudiesError =>
  error instanceof CommandError || error instanceof StudiesError;
