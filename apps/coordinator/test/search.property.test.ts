import { compileTrialConfig, PROTOCOL_VERSION, studySpecSchema, type TrialEvent } from '@ram-sweep/protocol';
import {
  claimTrials,
  createStudy,
  recordEvents,
  requeueTrial,
  unfinishedTrials,
  waitingTrials,
  type Study,
} from '@ram-sweep/store';
import { openReader, readTrial, readTrials, type Reader } from '@ram-sweep/store/read';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Search } from '../src/search/search.js';
import { useServers } from './servers.js';

const servers = useServers();
let reader: Reader;

beforeAll(async () => {
  reader = await openReader({ url: servers.databaseUrl });
});
afterAll(() => reader?.close());

const TRIALS = 9;
const EPOCHS = 4;
const LAG = 2;
/** Trials that diverge, and trials that fail permanently, with the epoch that they do not finish. */
const ENDS: ReadonlyMap<number, { readonly class: 'diverged' | 'error'; readonly epoch: number }> = new Map([
  [1, { class: 'error', epoch: 1 }],
  [4, { class: 'diverged', epoch: 1 }],
  [8, { class: 'diverged', epoch: 2 }],
]);
const log = { info: () => undefined, warn: () => undefined };

const spec = (name: string) =>
  studySpecSchema.parse({
    name,
    dataset: { name: 'glyphs' },
    trials: TRIALS,
    retries: 0,
    sampler: { name: 'tpe', lag: LAG },
    pruner: { name: 'asha', minEpochs: 1, reductionFactor: 2 },
    space: { std: { distribution: 'uniform', low: 0, high: 1 } },
    config: { epochs: EPOCHS },
  });

let studies = 0;
function newStudy(): Promise<Study> {
  studies += 1;
  const config = compileTrialConfig({ epochs: EPOCHS });
  const trials = Array.from({ length: TRIALS }, (_, number) => ({
    number,
    searchIndex: number,
    isPlanned: true,
    params: {},
    config,
  }));
  return createStudy(servers.store, { spec: spec(`any-order-${studies}`), trials });
}

interface Run {
  readonly trial: number;
  readonly attempt: number;
  readonly std: number;
  readonly until: number;
  epoch: number;
  sequence: number;
}

/** A coordinator and workers, reduced to what they do to the tables. */
class Sweep {
  readonly #study: Study;
  readonly #runs = new Map<number, Run>();
  readonly #unread: TrialEvent[] = [];
  readonly #searches: Search[] = [];
  readonly #advances: Promise<void>[] = [];

  constructor(study: Study) {
    this.#study = study;
    this.restart();
  }

  restart(): void {
    const [study, { store }] = [this.#study, servers];
    this.#searches.push(new Search({ store, study, log, onWaiting: () => undefined }));
  }

  /** Starts it without waiting. */
  advance(): void {
    this.#advances.push(this.#searches.at(-1)!.advance());
  }

  async settle(): Promise<void> {
    this.advance();
    await Promise.all(this.#advances.splice(0));
  }

  async work(worker: number): Promise<void> {
    const run = this.#runs.get(worker);
    if (run) this.#train(worker, run);
    else await this.#claim(worker);
  }

  /** Reads the sent events, some of them twice. */
  async record(count: number, again: boolean): Promise<void> {
    const events = again ? this.#unread.slice(0, count) : this.#unread.splice(0, count);
    await recordEvents(servers.store, this.#study.id, events);
    await recordEvents(servers.store, this.#study.id, events.slice(-1));
  }

  /** The worker is gone; its trial waits again, unless its results have yet to be read. */
  async lose(worker: number): Promise<void> {
    const run = this.#runs.get(worker);
    if (!run) return;
    this.#runs.delete(worker);
    await this.record(this.#unread.length, false);
    const { trial, attempt } = run;
    await requeueTrial(servers.store, { study: this.#study.id, trial, attempt, reason: 'it is gone' });
  }

  async isOver(): Promise<boolean> {
    await this.settle();
    return (await unfinishedTrials(servers.store, this.#study.id)) === 0;
  }

  async close(): Promise<void> {
    for (const search of this.#searches) await search.close();
  }

  async #claim(worker: number): Promise<void> {
    const { store } = servers;
    const [first] = await waitingTrials(store, this.#study.id, { limit: 1 });
    if (first === undefined) return;
    const claim = { trial: first.number, worker: `worker-${worker}`, environment: 'none' };
    const [granted] = await claimTrials(store, this.#study.id, [claim]);
    if (!granted?.granted) throw new Error(granted?.reason);
    const { attempt, untilEpoch, checkpoints } = granted;
    const trial = await readTrial(reader, this.#study.id, first.number);
    this.#runs.set(worker, {
      trial: first.number,
      attempt,
      std: Number(trial!.params['std']),
      until: untilEpoch ?? EPOCHS,
      epoch: checkpoints[0]?.epoch ?? 0,
      sequence: 0,
    });
  }

  #train(worker: number, run: Run): void {
    const end = ENDS.get(run.trial);
    if (end && run.epoch + 1 === end.epoch) {
      const failure = { class: end.class, message: 'it did', retryable: false, epoch: run.epoch };
      this.#send(run, { kind: 'failed', failure });
    } else {
      run.epoch += 1;
      this.#sendEpoch(run);
      if (run.epoch === EPOCHS) this.#send(run, { kind: 'complete' });
      if (run.epoch < run.until) return;
    }
    this.#runs.delete(worker);
  }

  #sendEpoch(run: Run): void {
    const { trial, attempt, epoch, std } = run;
    const result = {
      epoch,
      steps: 1,
      learningRate: 0.1,
      trainLoss: 1,
      actionLoss: 1,
      baselineLoss: 0,
      reinforceLoss: 0,
      trainError: 0.5,
      validationLoss: 1,
      seconds: 1,
      validationError: Math.abs(std - 0.3) / Math.sqrt(epoch),
    };
    const name = `${this.#study.id}/${trial}/${attempt}-${epoch}-0`;
    const checkpoint = { name, digest: 'ab'.repeat(32), bytes: 9, epoch, step: 0 };
    this.#send(run, { kind: 'epoch', result, checkpoint });
  }

  #send(run: Run, body: object): void {
    const { trial, attempt } = run;
    const at = '2026-01-01T00:00:00Z';
    const envelope = {
      version: PROTOCOL_VERSION,
      study: this.#study.id,
      trial,
      attempt,
      worker: 'worker',
      at,
    };
    this.#unread.push({ ...envelope, sequence: run.sequence, ...body } as TrialEvent);
    run.sequence += 1;
  }
}

/** Everything about the trials that must be the same. */
async function outcomeOf({ id }: Study): Promise<unknown[]> {
  const rows = await readTrials(reader, id, { sort: 'number' });
  return rows.map(({ state, params, epochs, bestValidationError, bestEpoch, curve, failure }) => {
    return [state, params, epochs, bestValidationError, bestEpoch, curve, failure?.class];
  });
}

/** From here on nothing goes wrong. Fails if a search does not reach its end. */
async function finish(sweep: Sweep, workers: number): Promise<void> {
  for (let round = 0; !(await sweep.isOver()); round += 1) {
    if (round > 40 * TRIALS) throw new Error('the search does not reach its end');
    for (let worker = 0; worker < workers; worker += 1) await sweep.work(worker);
    await sweep.record(99, false);
  }
  await sweep.close();
}

const happening = fc.record({
  what: fc.oneof(
    { weight: 5, arbitrary: fc.constant('work' as const) },
    {
      weight: 5,
      arbitrary: fc.constantFrom('record', 'record again', 'advance', 'settle', 'restart', 'lose'),
    },
  ),
  whom: fc.nat(99),
});

it('a search has one outcome in the tables, in whatever order trials are claimed, recorded, lost and judged', async () => {
  const undisturbed = await newStudy();
  await finish(new Sweep(undisturbed), 1);
  const expected = await outcomeOf(undisturbed);
  // It is worth comparing: some are promoted to their end, some pruned, some fail.
  const states = expected.map((row) => (row as unknown[])[0]);
  expect(new Set(states)).toEqual(new Set(['complete', 'pruned', 'failed']));
  await fc.assert(
    fc.asyncProperty(
      fc.array(happening, { maxLength: 60 }),
      fc.integer({ min: 1, max: 4 }),
      async (story, workers) => {
        const study = await newStudy();
        const sweep = new Sweep(study);
        for (const { what, whom } of story) {
          if (what === 'work') await sweep.work(whom % workers);
          else if (what === 'lose') await sweep.lose(whom % workers);
          else if (what === 'record') await sweep.record(1 + (whom % 4), false);
          else if (what === 'record again') await sweep.record(1 + (whom % 4), true);
          else if (what === 'advance') sweep.advance();
          else if (what === 'settle') await sweep.settle();
          else sweep.restart();
        }
        await finish(sweep, workers);
        expect(await outcomeOf(study)).toEqual(expected);
      },
    ),
    { numRuns: 10 },
  );
});
