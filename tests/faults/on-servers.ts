import { compileTrialConfig, studySpecSchema, type DatasetSpec, type TrialConfig } from '@ram-sweep/protocol';
import { defaultCacheDir, type NatsAccess } from '@ram-sweep/services';
import { createStudy, openStore } from '@ram-sweep/store';
import { findStudySummary, openReader, readTrials, type Reader, type TrialRow } from '@ram-sweep/store/read';
import { startTestNats, startTestPostgres, type TestPostgres } from '@ram-sweep/testkit';
import { afterAll, beforeAll } from 'vitest';
import { compare, readOutcome, type Outcome, type Verdict } from './verdict.js';
import { eventually } from '../program/sandbox.js';
import { SweepProcesses, type SweepOptions } from './sweep-processes.js';

/** Nothing lost, duplicated or different. */
export const KEPT: Verdict = { lost: [], duplicated: [], differing: [] };

/** A training that takes tens of milliseconds an epoch: 540 images, batches of 30. */
const SMALL = { batchSize: 30, hidden: 32, patchHidden: 16, locationHidden: 16, learningRate: 0.003 };

type Config = Partial<TrialConfig>;

/** A real Postgres of a test file, and studies on it. */
export class OnServers implements AsyncDisposable {
  postgres!: TestPostgres;
  databaseUrl!: string;
  reader!: Reader;
  #undisturbed: Outcome | undefined;

  async boot(): Promise<this> {
    this.postgres = await startTestPostgres();
    this.databaseUrl = await this.postgres.createDatabase();
    await (await openStore({ url: this.databaseUrl })).close();
    this.reader = await openReader({ url: this.postgres.readerUrl(this.databaseUrl), poolSize: 4 });
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

  /** Waits until so many trials run and have finished more epochs than that. */
  async trained(name: string, { running, epochs }: { running: number; epochs: number }): Promise<TrialRow[]> {
    return eventually(`${name} with ${running} trials past epoch ${epochs}`, 120, async () => {
      const trials = await this.trials(name);
      const far = trials.filter((trial) => trial.state === 'running' && trial.epochs > epochs);
      return far.length >= running ? far : null;
    });
  }

  /** Waits until every trial that ran when `before` was read has finished another epoch since, or altogether. */
  async trainedOn(name: string, before: readonly TrialRow[]): Promise<void> {
    await eventually(`${name} trained on`, 120, async () => {
      const now = await this.trials(name);
      return before.every(({ number, state, epochs }) => {
        const trial = now[number];
        return state !== 'running' || trial?.state === 'complete' || (trial?.epochs ?? 0) > epochs;
      });
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

/** Boots a Postgres for a test file. */
export function useServers(): OnServers {
  const servers = new OnServers();
  beforeAll(async () => {
    await servers.boot();
  });
  afterAll(() => servers[Symbol.asyncDispose]());
  return servers;
}
