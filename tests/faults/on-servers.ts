import { compileTrialConfig, studySpecSchema, type TrialConfig } from '@ram-sweep/protocol';
import { defaultCacheDir, type NatsAccess } from '@ram-sweep/services';
import { createStudy, openStore } from '@ram-sweep/store';
import { findStudySummary, openReader, readTrials, type Reader, type TrialRow } from '@ram-sweep/store/read';
import { startTestPostgres, type TestPostgres } from '@ram-sweep/testkit';
import { afterAll, beforeAll } from 'vitest';
import { compare, readOutcome, type Outcome, type Verdict } from '../chaos/verdict.js';
import { eventually } from '../program/sandbox.js';
import { SweepProcesses, type SweepOptions } from './sweep-processes.js';

/** Nothing lost, duplicated or different. */
export const KEPT: Verdict = { lost: [], duplicated: [], differing: [] };

/** A training that takes tens of milliseconds an epoch: 540 images, batches of 30. */
const SMALL = { batchSize: 30, hidden: 32, patchHidden: 16, locationHidden: 16, learningRate: 0.003 };

type Config = Partial<TrialConfig>;

/** A real Postgres of a test file, and studies on it. */
export class OnServers {
  postgres!: TestPostgres;
  databaseUrl!: string;
  reader!: Reader;
  #undisturbed: Outcome | undefined;

  /** Makes a study of these trials. */
  async makeStudy(
    name: string,
    configs: readonly Config[],
    fields: { retries?: number } = {},
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
      cacheDir: defaultCacheDir(),
      ...options,
    });
  }

  async trials(name: string): Promise<TrialRow[]> {
    const study = await findStudySummary(this.reader, name);
    return study ? readTrials(this.reader, study.id, { sort: 'number' }) : [];
  }

  /** Waits until so many trials run and have finished more epochs than that. */
  async trained(name: string, { running, epochs }: { running: number; epochs: number }): Promise<TrialRow[]> {
    return eventually(`${name} with ${running} trials past epoch ${epochs}`, 60, async () => {
      const trials = await this.trials(name);
      const far = trials.filter((trial) => trial.state === 'running' && trial.epochs > epochs);
      return far.length >= running ? far : null;
    });
  }

  /** Waits until every trial that ran when `before` was read has finished another epoch since, or altogether. */
  async trainedOn(name: string, before: readonly TrialRow[]): Promise<void> {
    await eventually(`${name} trained on`, 60, async () => {
      const now = await this.trials(name);
      return before.every(({ number, state, epochs }) => {
        const trial = now[number];
        return state !== 'running' || trial?.state === 'complete' || (trial?.epochs ?? 0) > epochs;
      });
    });
  }

  /** Remembers how a study ended that nothing happened to. */
  async rememberUndisturbed(name: string): Promise<void> {
    this.#undisturbed = await readOutcome(this.reader, name);
  }

  async verdict(name: string): Promise<Verdict> {
    if (!this.#undisturbed) throw new Error('no study was remembered');
    return compare(name, await readOutcome(this.reader, name), this.#undisturbed);
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
    servers.postgres = await startTestPostgres();
    servers.databaseUrl = await servers.postgres.createDatabase();
    await (await openStore({ url: servers.databaseUrl })).close();
    servers.reader = await openReader({ url: servers.postgres.readerUrl(servers.databaseUrl), poolSize: 4 });
  });
  afterAll(async () => {
    await servers.reader?.close();
    await servers.postgres?.stop();
  });
  return servers;
}
