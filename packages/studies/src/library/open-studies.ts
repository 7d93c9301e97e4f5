import { parseStudyValue, readStudyFile } from '@ram-sweep/search';
import { listStudies } from '@ram-sweep/results';
import { openStore } from '@ram-sweep/store';
import { takePriors, type RequestedSpec } from '../create/prior-studies.js';
import { findOrCreateStudy, findSame } from '../create/store-study.js';
import { requireStudy } from '../find/require-study.js';
import type { StudiesError } from '../errors.js';
import { ensureServers } from '../servers.js';
import { answerTo } from './errors/answer.js';
import { atBoundary } from './errors/boundary.js';
import { compileStudyName } from './checks/compile-arguments.js';
import { compileStudiesOptions } from './checks/compile-options.js';
import type { StudiesOptions } from './interfaces/options.js';
import { studyAt, type OpenPlace } from './stored-study.js';
import type { Studies } from './interfaces/studies.js';
import type { Study } from './interfaces/study.js';
import type { StudyInput } from './interfaces/study-input.js';

/**
 * Opens the studies of a home, whose servers it starts if need be, or those of servers of your own. Embedded servers
 * keep running when it is closed, for sweeps and for others; `ram-sweep down --home HOME` stops them. Rejects where a
 * server cannot be started or reached.
 */
export async function openStudies(options: StudiesOptions = {}): Promise<Studies> {
  const place = compileStudiesOptions(options);
  const answer = (error: unknown): StudiesError => answerTo(error, options.home);
  try {
    const servers = await ensureServers(place);
    const store = await openStore({ url: servers.databaseUrl, name: 'ram-sweep library' });
    return atBoundary(studiesOf({ place, servers, store, answer }), answer);
  } catch (error) {
    throw answer(error);
  }
}

function studiesOf(open: OpenPlace): Studies {
  const { store } = open;
  const close = (): Promise<void> => store.close();
  return {
    create: async (study) => createStudy(open, await request(study)),
    study: async (name) => studyAt(open, await requireStudy(store, compileStudyName(name))),
    list: () => listStudies(store),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function request(study: string | StudyInput): Promise<RequestedSpec> {
  if (typeof study === 'string') return { spec: await readStudyFile(study), source: study, overrides: [] };
  const source = 'the study';
  return { spec: parseStudyValue(study, source), source, value: study, overrides: [] };
}

async function createStudy(open: OpenPlace, requested: RequestedSpec): Promise<Study> {
  const { store } = open;
  const known = await findSame(store, requested.spec);
  if (known) return studyAt(open, known);
  const { pinned } = await takePriors(store, requested);
  const { study } = await findOrCreateStudy(store, requested.spec, pinned);
  return studyAt(open, study);
}
