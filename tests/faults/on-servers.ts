import { compileTrialConfig, studySpecSchema, type DatasetSpec, type TrialConfig } from '@ram-sweep/protocol';
import { defaultCacheDir, type NatsAccess } from '@ram-sweep/services';
import { createStudy, openStore } from '@ram-sweep/store';
import { findStudySummary, openReader, readTrials, type Reader, type TrialRow } from '@ram-sweep/store/read';
import {
  newTestDatabase,
  startTestNats,
  startTestPostgres,
  type TestDatabase,
  type TestPostgres,
} from '@ram-sweep/testkit';
import { afterAll, beforeAll } from 'vitest';
import { compare, readOutcome, type Outcome, type Verdict } from './verdict.js';
import { eventually } from '../program/sandbox.js';
import type { Gate } from './gate.js';
import { SweepProcesses, type SweepOptions } from './sweep-processes.js';

/** Nothing lost, duplicated or different. */
export const KEPT: Verdict = { lost: [], duplicated: [], differing: [] };

/** A training that takes tens of milliseconds an epoch: 540 images, batches of 30. */
const SMALL = { batchSize: 30, hidden: 32, patchHidden: 16, locationHidden: 16, learningRate: 0.003 };

type Config = Partial<TrialConfig>;

/** A database of a test, and studies on it. */
export class OnServers implements AsyncDisposable {
  /** The Postgres, where it is the test's own. */
  postgres!: TestPostgres;
  databaseUrl!: string;
  readerUrl!: string;
  reader!: Reader;
  #undisturbed: Outcome | undefined;

  /** On the Postgres that all test files share. */
  async share(): Promise<this> {
    return this.open(await newTestDatabase());
  }

  /** On a Postgres of its own, which the test may stop and set up as it likes. */
  async boot(): Promise<this> {
    this.postgres = await startTestPostgres();
    const url = await this.postgres.createDatabase();
    return this.open({ url, readerUrl: this.postgres.readerUrl(url) });
  }

  /** On a Postgres that somebody else runs. */
  async open({ url, readerUrl }: TestDatabase): Promise<this> {
    this.databaseUrl = url;
    this.readerUrl = readerUrl;
    await (await openStore({ url })).close();
    this.reader = await openReader({ url: readerUrl, poolSize: 4 });
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.reader?.close();
    await this.postgres?.stop();
  }

  /** Makes a study of these trials. */
  async makeStudy(
    name: string,
    configs: readonly Config[],
    fields: { retries?: number; dataset?: DatasetSpec } = {},
  ): Promise<void> {
    const store = await openStore({ url: this.databaseUrl });
    const dataset = { name: 'glyphs', train: 600, test: 100 };
    const spec = studySpecSchema.parse({ name, dataset, trials: configs.length, space: {}, ...fields });
    const trials = configs.map((config, number) => ({
      number,
      params: {},
      config: compileTrialConfig({ ...SMALL, seed: number, ...config }),
    }));
    await createStudy(store, { spec, trials });
    await store.close();
  }

  /**
   * Starts the processes of a study: two workers unless said otherwise, all straight on the servers. A NATS server has
   * the jobs of all studies, so each study needs one of its own.
   */
  start(study: string, nats: NatsAccess, options: Partial<SweepOptions> = {}): SweepProcesses {
    return new SweepProcesses({
      study,
      databaseUrl: this.databaseUrl,
      coordinator: asCoordinator(nats),
      workers: [asWorker(nats), asWorker(nats)],
      cacheDir: defaultCacheDir(process.env['XDG_CACHE_HOME']),
      ...options,
    });
  }

  async trials(name: string): Promise<TrialRow[]> {
    const study = await findStudySummary(this.reader, name);
    return study ? readTrials(this.reader, study.id, { sort: 'number' }) : [];
  }

  async attempts(name: string): Promise<number[]> {
    return (await this.trials(name)).map(({ attempt }) => attempt);
  }

  /** Waits until so many trials run and stand at the gate, and returns those. */
  async atGate(name: string, { epochs }: Gate, { running = 2 } = {}): Promise<TrialRow[]> {
    return eventually(`${name} with ${running} trials at epoch ${epochs}`, async () => {
      const trials = await this.trials(name);
      const there = trials.filter((trial) => trial.state === 'running' && trial.epochs === epochs);
      return there.length === running ? there : null;
    });
  }

  /** Runs these trials without any trouble, to compare others with. */
  async runUndisturbed(configs: readonly Config[]): Promise<void> {
    const name = 'undisturbed';
    await this.makeStudy(name, configs);
    await using nats = await startTestNats();
    await using sweep = this.start(name, nats);
    if ((await sweep.finish()) !== 0) throw new Error(sweep.log);
    this.#undisturbed = await readOutcome(this.reader, name);
  }

  /** What a study, of these servers or others, has less, more or different than the undisturbed one. */
  async verdict(name: string, { reader }: OnServers = this): Promise<Verdict> {
    if (!this.#undisturbed) throw new Error('no study ran undisturbed');
    return compare(name, await readOutcome(reader, name), this.#undisturbed);
  }
}

/** How each role connects, by another way to the server where there is one. */
export const asCoordinator = ({ url, coordinator }: NatsAccess, servers = url) => ({
  servers,
  ...coordinator,
});
export const asWorker = ({ url, worker }: NatsAccess, servers = url) => ({ servers, ...worker });

/** A database for the tests of a file; on a Postgres of its own if it says so. */
export function useServers(boot = (servers: OnServers): Promise<unknown> => servers.share()): OnServers {
  const servers = new OnServers();
  beforeAll(async () => {
    await boot(servers);
  });
  afterAll(() => servers[Symbol.asyncDispose]());
  return servers;
}
