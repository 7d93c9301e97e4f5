import type { TraceMessage } from '@ram-sweep/dashboard';
import { findServices, hasDatabase } from '@ram-sweep/services';
import { startTracer } from '../glimpses/tracer.js';
import { embeddedServices, serversFrom, type Servers } from '@ram-sweep/studies/servers';
import type { Settings } from '../settings.js';

type Tell = (message: TraceMessage) => void;

/** Traces models for pages, each in a process of its own, with the servers that run when it begins. */
export const glimpseTracer =
  (settings: Settings) =>
  (study: string, trial: number, tell: Tell): (() => void) => {
    const { dataDir, cacheDir } = settings;
    let stop: (() => void) | null = null;
    let isOver = false;
    const say: Tell = (message) => {
      if (!isOver) tell(message);
    };
    const begin = async (): Promise<void> => {
      const servers = await serversWithCheckpoints(settings);
      if (isOver) return;
      if (servers === null) say({ kind: 'failure', message: NO_CHECKPOINTS });
      else stop = startTracer({ images: { dataDir, cacheDir }, servers, study, trial }, say);
    };
    begin().catch((error: Error) => say({ kind: 'failure', message: error.message }));
    return () => {
      isOver = true;
      stop?.();
    };
  };

/**
 * Whether models could ever be traced: their checkpoints are on the NATS server, which a page beside a Postgres of its
 * own need not know.
 */
export const knowsCheckpoints = async ({
  database,
  nats,
  home,
}: Pick<Settings, 'database' | 'nats' | 'home'>): Promise<boolean> =>
  nats !== undefined || database === undefined || (await hasDatabase(home));

const NO_CHECKPOINTS =
  'The checkpoints are on the NATS server, which does not run here. Resume the study, or start serve with --nats.';

async function serversWithCheckpoints(settings: Settings): Promise<Servers | null> {
  if (embeddedServices(settings) === null) return serversFrom(settings, null);
  const embedded = await findServices(settings.home);
  return embedded && serversFrom(settings, embedded);
}
