import { readEnvironment } from '../environment.js';

/** Nobody waits longer for what Tab shows. */
const PATIENCE_MS = 1_000;

/**
 * The names of the studies, the newest first: of the user's own Postgres, or of the embedded one if it is already
 * running. Empty for whatever keeps it from them. Starts no server.
 */
export async function knownStudies(words: readonly string[]): Promise<string[]> {
  try {
    const url = await readerUrl(words);
    if (url === null) return [];
    const { studyNames } = await import('@ram-sweep/store/study-names');
    return await studyNames(url, PATIENCE_MS);
  } catch {
    return [];
  }
}

/** The command that is completed may name another home or database. */
async function readerUrl(words: readonly string[]): Promise<string | null> {
  const environment = readEnvironment();
  const database = flagIn(words, '--database') ?? environment.database;
  if (database !== undefined) return database;
  const { runningReaderUrl } = await import('@ram-sweep/services/running-reader');
  return runningReaderUrl(flagIn(words, '--home') ?? environment.home);
}

function flagIn(words: readonly string[], flag: string): string | undefined {
  const at = words.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
  if (at < 0) return undefined;
  return words[at] === flag ? words[at + 1] : words[at]!.slice(flag.length + 1);
}
