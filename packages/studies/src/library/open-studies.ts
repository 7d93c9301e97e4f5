import { parseStudy, readStudyFile } from '@ram-sweep/search';
import { listStudies } from '@ram-sweep/results';
import { openStore } from '@ram-sweep/store';
import { takePriors, type RequestedSpec } from '../create/prior-studies.js';
import { findOrCreateStudy, findSame } from '../create/store-study.js';
import { requireStudy } from '../find/require-study.js';
import { ensureServers } from '../servers.js';
import { compileStudiesOptions } from './compile-options.js';
import type { StudiesOptions } from './options.js';
import { StoredStudy, type OpenPlace } from './stored-study.js';
import type { Studies } from './studies.js';
import type { Study } from './study.js';
import type { StudyInput } from './study-input.js';

/**
 * Opens the studies of a home, whose servers it starts if need be, or those of servers of your own. Embedded servers keep
 * running when it is closed, for sweeps and for others; `ram-sweep down --home HOME` stops them. Rejects where a server
 * cannot be started or reached.
 */
export async function openStudies(options: StudiesOptions = {}): Promise<Studies> {
  const place = compileStudiesOptions(options);
  const servers = await ensureServers(place);
  const store = await openStore({ url: servers.databaseUrl, name: 'ram-sweep library' });
  const open: OpenPlace = { place, servers, store };
  const close = (): Promise<void> => store.close();
  return {
    create: async (study) => createStudy(open, await request(study)),
    study: async (name) => new StoredStudy(open, await requireStudy(store, name)),
    list: () => listStudies(store),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function request(study: string | StudyInput): Promise<RequestedSpec> {
  if (typeof study === 'string') return { spec: await readStudyFile(study), source: study, overrides: [] };
  const [source, text] = ['study', JSON.stringify(study, null, 2)];
  return { spec: parseStudy(text, { source, format: 'json' }), source, text, overrides: [] };
}

async function createStudy(open: OpenPlace, requested: RequestedSpec): Promise<Study> {
  const { store } = open;
  const known = await findSame(store, requested.spec);
  if (known) return new StoredStudy(open, known);
  const { pinned } = await takePriors(store, requested);
  const { study } = await findOrCreateStudy(store, requested.spec, pinned);
  return new StoredStudy(open, study);
}
