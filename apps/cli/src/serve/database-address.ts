import { runningReaderUrl } from '@ram-sweep/services/running-reader';
import type { Settings } from '../settings.js';

const MISSING =
  'The Postgres of this home does not run. Start or resume a sweep, and its studies appear here.';

/** Where studies can be read now: the user's own Postgres, or the embedded one if it runs. */
export async function databaseAddress({
  home,
  database,
}: Pick<Settings, 'home' | 'database'>): Promise<{ url: string } | { missing: string }> {
  const url = database ?? (await runningReaderUrl(home));
  return url === null ? { missing: MISSING } : { url };
}
