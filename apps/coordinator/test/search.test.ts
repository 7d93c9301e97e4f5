import { compileTrialConfig, PROTOCOL_VERSION, studySpecSchema, type TrialEvent } from '@ram-sweep/protocol';
import {
  claimTrials,
  createStudy,
  openStore,
  recordEvents,
  type NewTrial,
  type Store,
  type Study,
} from '@ram-sweep/store';
import { openReader, readTrials, type Reader } from '@ram-sweep/store/read';
import { startTestPostgres } from '@ram-sweep/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drive } from '../src/drive.js';
import { coordinatorOptionsSchema } from '../src/options.js';
import { Search } from '../src/search/search.js';
import { useServers } from './servers.js';

const servers = useServers();
let reader: Reader;

beforeAll(async () => {
  reader = await openReader({ url: servers.databaseUrl });
});
afterAll(() => reader?.close());

const log = { info: () => undefined, warn: () => undefined };
const nothing = () => undefined;
/** Nothing ends these searches before their last trial. */
const unbudgeted = { log, isTimeUp: () => false, onSurplus: nothing };
const config = compileTrialConfig({ epochs: 4 });

/** Trials of asha with its first rung after epoch 1; of two, one continues. */
function newStudy(store: Store, name: string, trials: number, isPlanned = false): Promise<Study> {
  const spec = studySpecSchema.parse({
    name,
    dataset: { name: 'glyphs' },
    sampler: { name: 'tpe', lag: trials },
    pruner: { name: 'asha', minEpochs: 1, reductionFactor: 2 },
  });
  const rows = Array.from({ length: trials }, (_, number): NewTrial => {
    const params: NewTrial['params'] = isPlanned ? {} : { std: 0.1 };
    return {
      number,
      searchIndex: number,
      params,
      config,
      grantedEpochs: isPlanned ? null : 1,
      isPlanned,
    };
  });
  return createStudy(store, { spec, trials: rows });
}

/** The trial is claimed and trains its first epoch to this error, or diverges in it. */
async function train(store: Store, { id: study }: Study, trial: number, error: number): Promise<void> {
  await claimTrials(store, study, [{ trial, worker: 'worker', environment: 'none' }]);
  const at = '2026-01-01T00:00:00Z';
  const envelope = { version: PROTOCOL_VERSION, study, trial, attempt: 1, sequence: 0, worker: 'worker', at };
  const result = {
    epoch: 1,
    steps: 1,
    learningRate: 0.1,
    trainLoss: 1,
    actionLoss: 1,
    baselineLoss: 0,
    reinforceLoss: 0,
    trainError: 0.5,
    validationError: error,
    validationLoss: 1,
    seconds: 1,
  };
  const failure = { class: 'diverged', message: 'no number', epoch: 0, retryable: false };
  const body = error < 1 ? { kind: 'epoch', result, checkpoint: null } : { kind: 'failed', failure };
  await recordEvents(store, study, [{ ...envelope, ...body } as TrialEvent]);
}

const statesOf = async ({ id }: Study, from = reader): Promise<string[]> =>
  (await readTrials(from, id, { sort: 'number' })).map(({ state }) => state);

it('looks again for a call while it is looking', async () => {
  const { store } = servers;
  const study = await newStudy(store, 'looks-again', 2);
  const search = new Search({ store, study, ...unbudgeted, onWaiting: nothing });
  const first = search.advance();
  await train(store, study, 0, 0.5);
  await Promise.all([first, search.advance()]);
  expect(await statesOf(study)).toEqual(['pruned', 'waiting']);
  await search.close();
});

it.each(Array.from({ length: 9 }, (_, turns) => turns))(
  'looks again for a call as it ends, %i turns after its last action',
  async (turns) => {
    let looks = 0;
    const counting: Store = Object.assign(Object.create(servers.store) as Store, {
      connection: servers.store.connection,
      query: (work: Parameters<Store['query']>[0]) => {
        looks += 1;
        return servers.store.query(work);
      },
      transaction: (work: Parameters<Store['transaction']>[0]) => servers.store.transaction(work),
    });
    const study = await newStudy(servers.store, `asked-after-${turns}`, 2);
    for (const [trial, error] of [0.4, 0.5].entries()) await train(servers.store, study, trial, error);
    let asked: Promise<void> | undefined;
    const ask = async (): Promise<void> => {
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      const before = looks;
      await search.advance();
      expect(looks).toBeGreaterThan(before);
    };
    const search = new Search({
      store: counting,
      study,
      ...unbudgeted,
      onWaiting: () => void (asked = ask()),
    });
    await search.advance();
    expect(asked).toBeDefined();
    await asked;
    await search.close();
  },
);

it('loses no verdict if the database becomes unreachable in the middle and advance is called again', async () => {
  await using postgres = await startTestPostgres();
  await using store = await openStore({ url: postgres.url });
  const study = await newStudy(store, 'away', 2);
  const search = new Search({ store, study, ...unbudgeted, onWaiting: nothing });
  for (const [trial, error] of [0.4, 0.5].entries()) await train(store, study, trial, error);
  await postgres.kill();
  await expect(search.advance()).rejects.toMatchObject({ retryable: true });
  await postgres.restart();
  await expect
    .poll(() =>
      search.advance().then(
        () => 'done',
        () => 'away',
      ),
    )
    .toBe('done');
  await using other = await openReader({ url: postgres.readerUrl(postgres.url) });
  expect(await statesOf(study, other)).toEqual(['waiting', 'pruned']);
  await search.close();
});

it('a study is not complete while the last result, a divergence, promotes a trial that was pruned', async () => {
  const { store, bus, nats } = servers;
  const study = await newStudy(store, 'last-diverged', 2);
  await train(store, study, 0, 0.4);
  const before = new Search({ store, study, ...unbudgeted, onWaiting: nothing });
  await before.advance();
  await before.close();
  expect(await statesOf(study)).toEqual(['pruned', 'waiting']);
  // Recorded by a coordinator that was killed before it judged: now all trials are over, as it seems.
  await train(store, study, 1, Infinity);
  expect(await statesOf(study)).toEqual(['pruned', 'failed']);
  const timing = coordinatorOptionsSchema.parse({
    study: study.id,
    databaseUrl: 'postgres://unused',
    bus: { servers: nats.url, name: 'test', role: 'coordinator' },
  });
  const stop = new AbortController();
  const driven = drive({ store, bus, study, timing, log, onWorkerEnded: nothing }, stop.signal);
  await expect.poll(() => statesOf(study)).toEqual(['waiting', 'failed']);
  stop.abort();
  expect(await driven).toBe('stopped');
});

it('draws the planned trials when a coordinator starts, although nothing is recorded', async () => {
  const { store } = servers;
  const study = await newStudy(store, 'planned', 3, true);
  let waiting = 0;
  const search = new Search({ store, study, ...unbudgeted, onWaiting: () => (waiting += 1) });
  await search.advance();
  expect(await statesOf(study)).toEqual(['waiting', 'waiting', 'waiting']);
  expect(waiting).toBeGreaterThan(0);
  await search.close();
});
