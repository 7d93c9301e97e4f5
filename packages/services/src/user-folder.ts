import { homedir, userInfo } from 'node:os';
import { ServicesHomeError } from './errors.js';

/**
 * The user's own folder: HOME, or what the system's list of users has where that is empty. Throws a ServicesHomeError
 * where neither says one, as in a container whose user has no entry.
 */
export function userFolder(): string {
  const folder = orNone(homedir) || orNone(() => userInfo().homedir);
  if (folder !== '') return folder;
  throw new ServicesHomeError(
    '~',
    'HOME is empty, and this user has no folder of its own; ' +
      'set HOME, or RAM_SWEEP_HOME and XDG_CACHE_HOME to folders that can be written to',
  );
}

/** A user without an entry is an error to Node. */
function orNone(ask: () => string): string {
  try {
    return ask();
  } catch {
    return '';
  }
}
