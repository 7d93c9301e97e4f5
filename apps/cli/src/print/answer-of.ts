import { StudiesError } from '@ram-sweep/studies/errors';
import { CommandError } from '../errors.js';
import { propose } from './command/propose.js';

/** What an error says that is an answer, and the way out, with commands as they are typed here. Null of any other error. */
export function answerOf(error: unknown): { readonly message: string; readonly hint: string | null } | null {
  if (error instanceof CommandError) return { message: error.message, hint: error.hint ?? null };
  if (!(error instanceof StudiesError)) return null;
  return {
    message: error.message,
    hint: error.hint === undefined ? null : inOwnWords(error.hint),
  };
}

const inOwnWords = (text: string): string =>
  text.replaceAll(/`ram-sweep ([^`]+)`/g, (_, command: string) => `\`${propose(command)}\``);
