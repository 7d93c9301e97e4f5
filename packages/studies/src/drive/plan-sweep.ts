import { connectBus, type BusOptions } from '@ram-sweep/bus';
import { notifyOptionsSchema, type NotifyOptions } from '@ram-sweep/notify/settings';
import type { StudySpec } from '@ram-sweep/protocol';
import { badUsage } from '../errors.js';
import { imagesFolder } from '../models/images-folder.js';
import { openImages, type OnDownload } from '../models/open-images.js';
import { embeddedServices, type Place, type Servers } from '../servers.js';
import { capacityWarnings, requireCapacity, type ImageCounts } from './capacity.js';
import { planWorkers, type WorkerFlags } from './devices.js';
import type { SweepPlan } from './plan.js';
import { findRunningSweep, makeSweepFolders, runsAlready } from './sweep-file.js';

/** How a sweep is to use this machine. */
export interface SweepRequest extends WorkerFlags {
  /** Where images are looked for first. Default: what the place says, or where the study's last sweep here had them. */
  readonly dataDir?: string;
  /** Seconds: a trial whose worker has been silent for this long goes to another. */
  readonly lease: number;
  /** Where notifications of the study go. Default: nowhere. */
  readonly notify?: NotifyOptions;
  /** Copies of each stream on the user's own NATS cluster. Default: as they are, 1 where there is none. */
  readonly natsReplicas?: NonNullable<BusOptions['replicas']>;
  /** Whether cores and memory may be too few for the workers, without a word. */
  readonly oversubscribe?: boolean;
}

/** How to sweep any study on its data set: what makes a study knows before it does. */
export type PlannedSweep = Omit<SweepPlan, 'study'>;

/**
 * Looks at all that a sweep of the study needs, and plans it; tells the place what to mind about it. Throws where it is
 * already running, its data is missing or damaged, a server refuses us, or more is asked than the machine has. Nothing
 * was started or changed by then.
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
  const { home, cacheDir, onProgress } = settings;
  const dataDir = await imagesFolder(settings, name, request.dataDir);
  if (dataDir !== (request.dataDir ?? settings.dataDir) && dataset.name !== 'glyphs')
    onProgress?.(
      `images from ${dataDir}, where study ${name} had them when it last ran here; --data-dir names another folder`,
    );
  const workers = await planWorkers(request);
  // Better to learn here that the data is missing or damaged than from every trial. Workers that join have their own.
  if (request.workers !== 0) {
    const { train, test } = await openImages(dataset, { dataDir, cacheDir }, onDownload);
    const images = { train: train.count, test: test.count };
    if (!request.oversubscribe) checkCapacity(workers, images, onProgress);
  }
  const coordinatorBus = withReplicas(settings, servers, request.natsReplicas);
  await tryNats([coordinatorBus, servers.workerBus]);
  const options = embeddedServices(settings);
  return {
    home,
    databaseUrl: servers.databaseUrl,
    coordinatorBus,
    workerBus: servers.workerBus,
    workers,
    cacheDir,
    leaseMs: request.lease * 1000,
    notify: request.notify ?? notifyOptionsSchema.parse({}),
    services: options && servers.embedded && { options, known: servers.embedded },
    ...(dataDir ? { dataDir } : {}),
  };
}

function checkCapacity(
  workers: PlannedSweep['workers'],
  images: ImageCounts,
  say: Place['onProgress'],
): void {
  requireCapacity(workers, images);
  for (const warning of capacityWarnings(workers, images)) say?.(`warning: ${warning}`);
}

/** A wrong address, password or certificate is reported here. The processes behind would wait for it to be mended. */
async function tryNats(connections: readonly BusOptions[]): Promise<void> {
  for (const options of connections) await (await connectBus(options)).close();
}

/** Throws a StudiesError (usage) for several copies on the embedded server, which is a single one. */
function withReplicas(
  { nats }: Place,
  { coordinatorBus }: Servers,
  replicas: SweepRequest['natsReplicas'],
): BusOptions {
  if (replicas === undefined) return coordinatorBus;
  if (nats !== undefined || replicas === 1) return { ...coordinatorBus, replicas };
  throw badUsage(
    `--nats-replicas ${replicas}: the embedded nats-server is a single one`,
    'leave it out, or name the servers of your own cluster with --nats',
  );
}
