import { openReader, type Reader } from '@ram-sweep/store/read';
import { describeForecast, forecastRecord } from '../../forecast/describe-forecast.js';
import { forecast, type ForecastFlags } from '../../forecast/forecast.js';
import { formatValue } from '../../print/format/format.js';
import { runningServers } from '@ram-sweep/studies/servers';
import type { Settings } from '../../settings.js';
import type { RequestedStudy } from '../../studies/requested-study.js';

/** What `start` would do, as text or JSON. Starts no server and writes nothing. */
export async function dryRun(
  { spec, notes }: RequestedStudy,
  settings: Settings,
  flags: ForecastFlags & { readonly json?: boolean },
): Promise<string> {
  const found = await forecast(spec, settings, flags);
  if (flags.json) return formatValue('json', forecastRecord(found));
  for (const warning of found.warnings) console.error(`warning: ${warning}`);
  return [`study ${spec.name}: dry run, nothing is started`, ...notes, '', describeForecast(found)].join(
    '\n',
  );
}

/** Runs `use` with a connection that cannot write, to servers that run already. Throws a CommandError where none do. */
export async function readRunning<Result>(
  settings: Settings,
  use: (reader: Reader) => Promise<Result>,
): Promise<Result> {
  const { readerUrl } = await runningServers(settings);
  const reader = await openReader({ url: readerUrl, name: 'ram-sweep' });
  try {
    return await use(reader);
  } finally {
    await reader.close();
  }
}
