import { stderrLog } from '@ram-sweep/log';
import { compileServeOptions, startServer } from '@ram-sweep/server';
import { borrowServices, type Borrowed } from '@ram-sweep/services';
import { advertised } from '@ram-sweep/services/joining';
import { servicesOptions } from '@ram-sweep/studies/servers';
import type { Settings } from '../settings.js';
import { VERSION } from '../version.js';
import { databaseAddress } from './database-address.js';
import { endSignal } from './end-signal.js';
import { glimpseTracer, knowsCheckpoints } from './glimpse-tracer.js';
import { readTokenFile } from './token-file.js';

type Flags = Omit<Parameters<typeof compileServeOptions>[0], 'token'> & { readonly tokenFile?: string };

/**
 * Serves until a signal ends it, and returns that signal. An embedded Postgres that is stopped runs meanwhile, as for
 * every command that reads. In a home without one, and after `down`, it waits for a sweep to bring it. The token is
 * that of the file, otherwise that of the settings. Throws a ServeOptionsError, a CommandError (usage) for a file
 * without a token, a ListenError, and what starting Postgres throws.
 */
export async function serve(settings: Settings, { tokenFile, ...flags }: Flags): Promise<NodeJS.Signals> {
  const token = tokenFile === undefined ? settings.serveToken : await readTokenFile(tokenFile);
  const options = compileServeOptions({ ...flags, ...(token === undefined ? {} : { token }) });
  const ended = endSignal();
  const borrowed = await borrowPostgres(settings);
  try {
    await using server = await startServer(options, {
      address: () => databaseAddress(settings),
      trace: (await knowsCheckpoints(settings)) ? glimpseTracer(settings) : null,
      log: stderrLog('serve'),
      version: VERSION,
    });
    for (const address of advertised({ host: options.host, port: server.port }))
      console.log(`serving http://${address}/`);
    if (options.token !== undefined) console.error(HOW_TO_SHOW_THE_TOKEN);
    return await ended;
  } finally {
    await borrowed?.giveBack();
  }
}

const HOW_TO_SHOW_THE_TOKEN =
  'viewers need the token: once as ?token=… in the address, or as the header Authorization: Bearer …';

/** Null where the database is the user's own, and where there is none yet. */
function borrowPostgres(settings: Settings): Promise<Borrowed | null> {
  if (settings.database) return Promise.resolve(null);
  return borrowServices({ ...servicesOptions(settings), onProgress: console.error }, ['postgres']);
}
