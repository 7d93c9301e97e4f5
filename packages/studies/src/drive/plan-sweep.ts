import { connectBus } from '@ram-sweep/bus';
import type { StudySpec } from '@ram-sweep/protocol';
import { openImages, type OnDownload } from '../models/open-images.js';
import { embeddedServices, type Place, type Servers } from '../servers.js';
import { planWorkers, type WorkerFlags } from './devices.js';
import type { SweepPlan } from './plan.js';
import { findRunningSweep, makeSweepFolders, runsAlready } from './sweep-file.js';

/** How a sweep is to use this machine. */
export interface SweepRequest extends WorkerFlags {
  /** Where images are looked for first. Default: what the place says. */
  readonly dataDir?: string;
  /** Seconds: a trial whose worker has been silent for this long goes to another. */
  readonly lease: number;
}

/** How to sweep any study on its data set: what makes a study knows before it does. */
export type PlannedSweep = Omit<SweepPlan, 'study'>;

/**
 * Looks at all that a sweep of the study needs, and plans it. Throws where it is already running, its data is missing or
 * damaged, a server refuses us, or more is asked than the machine has. Nothing was started or changed by then.
 */
export async function planSweep(
  settings: Place,
  servers: Servers,
  { name, dataset }: Pick<StudySpec, 'name' | 'dataset'>,
  request: SweepRequest,
  onDownload?: OnDownload,
): Promise<PlannedSweep> {
  const running = await findRunningSweep(settings.home, name);
  if (running) throw runsAlready(name, running.pid);
  await makeSweepFolders(settings.home);
  const { cacheDir } = settings;
  const dataDir = request.dataDir ?? settings.dataDir;
  // Better to learn here that the data is missing or damaged than from every trial. Workers that join have their own.
  if (request.workers !== 0) await openImages(dataset, { dataDir, cacheDir }, onDownload);
  await tryNats(servers);
  const options = embeddedServices(settings);
  return {
    home: settings.home,
    databaseUrl: servers.databaseUrl,
    coordinatorBus: servers.coordinatorBus,
    workerBus: servers.workerBus,
    workers: await planWorkers(request),
    cacheDir,
    leaseMs: request.lease * 1000,
    services: options && servers.embedded && { options, known: servers.embedded },
    ...(dataDir ? { dataDir } : {}),
  };
}

/** A wrong address, password or certificate is told here. The processes behind would wait for it to be mended. */
async function tryNats({ coordinatorBus, workerBus }: Servers): Promise<void> {
  for (const options of [coordinatorBus, workerBus]) await (await connectBus(options)).close();
}
